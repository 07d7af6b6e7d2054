"""Safety: no secret is ever stored. Today the screen that every text passes on its way into the desk."""
