"""What comes out: survey measures, the ledger, the worth of shoppers."""
