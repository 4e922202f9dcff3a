"""A small PDF writer for tests: pages of text at places of one's choice, in standard fonts."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

FONTS = {
    "roman": "Times-Roman",
    "bold": "Times-Bold",
    "italic": "Times-Italic",
    "mono": "Courier",
    "mono-bold": "Courier-Bold",
}
WIDTH, HEIGHT = 612, 792
MONO = 0.6


@dataclass
class Page:
    """Draws on a page of Letter size; places are points from the lower left corner."""

    rotate: int = 0
    drawn: list[str] = field(default_factory=list)
    images: int = 0

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        font: str = "mono",
        size: float = 10,
        mode: int = 0,
        gray: float = 0,
        angle: int = 0,
    ) -> None:
        cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[angle]
        code = words.encode("cp1252").replace(b"\\", b"\\\\")
        code = code.replace(b"(", b"\\(").replace(b")", b"\\)")
        self.drawn.append(
            f"BT /{font} {size} Tf {mode} Tr {gray} g {cos} {sin} {-sin} {cos} {x} {y} Tm "
            f"({code.decode('latin-1')}) Tj ET"
        )

    def line(self, x: float, y: float, *runs: tuple[str, str], size: float = 10) -> None:
        """Runs of text in fonts of their own after each other, in a font of one width."""
        for font, words in runs:
            self.text(x, y, words, font=font, size=size)
            x += len(words) * MONO * size

    def lines(self, x: float, y: float, words: list[str], *, step: float = 12, **style) -> None:
        for number, each in enumerate(words):
            self.text(x, y - number * step, each, **style)

    def box(self, x: float, y: float, width: float, height: float, gray: float = 0) -> None:
        self.drawn.append(f"{gray} g {x} {y} {width} {height} re f")

    def image(self) -> None:
        """A gray picture over the whole page, as of a scan."""
        self.images += 1
        self.drawn.append(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /scan Do Q")


def pdf(
    *pages: Page,
    info: dict[str, str] | None = None,
    labels: str = "",
    crop: str = "",
    size: tuple[int, int] | None = None,
    pack: bool = False,
) -> bytes:
    """The bytes of a document. ``labels``: a number tree such as ``0 << /S /r >>``; ``size``: of
    all pages, given once where most programs give it."""
    objects: list[bytes] = [b"", b""]

    def add(body: str, stream: bytes | None = None) -> int:
        code = body.encode("latin-1")
        if stream is not None:
            code += b"\nstream\n" + stream + b"\nendstream"
        objects.append(code)
        return len(objects)

    fonts = " ".join(
        f"/{name} {number} 0 R"
        for name, number in [
            (
                name,
                add(
                    f"<< /Type /Font /Subtype /Type1 /BaseFont /{base} "
                    "/Encoding /WinAnsiEncoding >>"
                ),
            )
            for name, base in FONTS.items()
        ]
    )
    scan = add(
        "<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray "
        "/BitsPerComponent 8 /Length 4 >>",
        b"\xb0\xb4\xb4\xb0",
    )
    media = "/MediaBox [0 0 {} {}]".format(*(size or (WIDTH, HEIGHT)))
    kids = []
    for page in pages:
        content = "\n".join(page.drawn).encode("latin-1")
        packed = zlib.compress(content) if pack else content
        filters = "/Filter /FlateDecode " if pack else ""
        stream = add(f"<< {filters}/Length {len(packed)} >>", packed)
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R {'' if size else media} {crop} "
                f"/Rotate {page.rotate} /Contents {stream} 0 R "
                f"/Resources << /Font << {fonts} >> /XObject << /scan {scan} 0 R >> >> >>"
            )
        )
    about = "".join(f"/{key} ({value}) " for key, value in (info or {}).items())
    meta = add(f"<< {about}>>")
    tree = f"/PageLabels << /Nums [{labels}] >>" if labels else ""
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {tree} >>".encode()
    refs = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages {media} /Count {len(kids)} /Kids [{refs}] >>".encode()
    return _written(objects, meta)


def _written(objects: list[bytes], meta: int) -> bytes:
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {meta} 0 R >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def column(seed: str, count: int, width: int = 34) -> list[str]:
    """Lines of invented words, of much the same width, that tell where they come from."""
    words = ["harbour", "ledger", "winter", "a", "ferry", "council", "of", "tide", "the", "oar"]
    lines, at = [], 0
    for number in range(count):
        line = f"{seed}{number}"
        while len(line) + 8 < width:
            line += " " + words[at % len(words)]
            at += 1
        lines.append(line)
    return lines
