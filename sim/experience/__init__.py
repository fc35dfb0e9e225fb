"""What a visit leaves behind: memory, disconfirmation, satisfaction, the state carried to t+1, loyalty."""
