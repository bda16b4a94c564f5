"""The web side: health pages, metrics and Telegram's webhook, on the loop that Kring runs on."""
