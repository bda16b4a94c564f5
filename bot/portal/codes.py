"""Pictures of links and keys, to hold a phone before."""

import segno


def qr_svg(text: str) -> str:
    """A QR code as SVG to stand in a page: black on white, also where the page is dark."""
    return segno.make(text, micro=False, error="m").svg_inline(
        scale=5, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None
    )


def code_link(bot_name: str | None, code: str) -> str:
    """The link that opens the bot with a code; empty where the bot is not known."""
    return f"https://t.me/{bot_name}?start=k-{code.replace('-', '')}" if bot_name else ""
