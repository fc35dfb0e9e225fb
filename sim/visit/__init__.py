"""What happens in the store, tick by tick: arriving, sensing, walking, browsing, asking, checking the phone, paying."""
