"""Pictures for tests, made by Pillow: nothing of Kring has a hand in them."""

from io import BytesIO

from PIL import Image


def png(width: int = 100, height: int = 50, shade: int = 200) -> bytes:
    """A picture in one grey; sizes in pixels."""
    made = BytesIO()
    Image.new("L", (width, height), shade).save(made, "PNG")
    return made.getvalue()


def opened(data: bytes) -> Image.Image:
    """A picture again, read to its last pixel; fails where it is none."""
    image = Image.open(BytesIO(data))
    image.load()
    return image
