"""Who is there: shoppers and what they are like, the household panel they may be taken from, and the staff."""
