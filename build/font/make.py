"""Makes backend/paper/typeface/serif.ttf.gz out of Debian's fonts-noto-cjk.

    apt-get install fonts-noto-cjk python3-fonttools
    /usr/bin/python3 build/font/make.py /usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc backend/paper/typeface/serif.ttf.gz

It keeps every Chinese character and the signs used beside them, drops Hangul, features and hints, and turns the outlines
into TrueType ones, which a PDF embeds without further ado. It takes about a minute.
"""
import gzip
import io
import sys

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, newTable

KEPT = [(0x20, 0x5FF), (0x2000, 0x33FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF), (0x20000, 0x323AF)]
MAX_ERROR = 1.0  # of a curve, in thousandths of an em


def chosen(path):
    """The simplified Chinese face of the collection, cut to the characters kept."""
    face = next(f for f in TTCollection(path).fonts if f["name"].getDebugName(4).startswith("Noto Serif CJK SC"))
    options = subset.Options()
    options.layout_features, options.hinting, options.glyph_names, options.notdef_outline = [], False, False, True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vmtx", "vhea", "DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[c for c in face.getBestCmap() if any(a <= c <= b for a, b in KEPT)])
    cutter.subset(face)
    return face


def to_truetype(face):
    """Replaces the cubic outlines by quadratic ones."""
    order, drawn, glyphs = face.getGlyphOrder(), face.getGlyphSet(), {}
    for name in order:
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    face["loca"], face["glyf"] = newTable("loca"), newTable("glyf")
    face["glyf"].glyphOrder, face["glyf"].glyphs = order, glyphs
    for glyph in glyphs.values():
        glyph.recalcBounds(face["glyf"])
    del face["CFF "]
    top = face["maxp"]
    top.tableVersion = 0x00010000
    for field in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements", "SizeOfInstructions", "ComponentElements"):
        setattr(top, "max" + field, 0)
    top.maxZones = 1
    face["post"].formatType = 3.0
    face.sfntVersion = "\000\001\000\000"
    face.recalcTimestamp = False


def main(source, target):
    face = chosen(source)
    to_truetype(face)
    out = io.BytesIO()
    face.save(out)
    with open(target, "wb") as f:
        f.write(gzip.compress(out.getvalue(), 9, mtime=0))


main(*sys.argv[1:])
