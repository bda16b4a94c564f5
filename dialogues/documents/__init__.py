"""Documents on paper: how they look (`document.typ`), and what they share with a page."""
