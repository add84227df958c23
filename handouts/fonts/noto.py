"""The scripts that the Noto fonts cover, which anybody may install: https://notofonts.github.io/."""

_SCRIPTS = (
    "Adlm Aghb Ahom Arab Armi Armn Avst Bali Bamu Bass Batk Beng Bhks Bopo Brah Bugi Buhd Cakm "
    "Cans Cari Cham Cher Chrs Copt Cpmn Cprt Cyrl Deva Dogr Dupl Egyp Elba Elym Ethi Geor Glag "
    "Gong Gonm Goth Gran Grek Gujr Guru Hang Hani Hano Hatr Hebr Hira Hluw Hmng Hmnp Hung Ital "
    "Java Kali Kana Khar Khmr Khoj Kits Knda Kthi Lana Laoo Latn Lepc Limb Lina Linb Lisu Lyci "
    "Lydi Mahj Maka Mand Mani Marc Medf Mend Merc Mero Mlym Modi Mong Mroo Mtei Mult Mymr Nagm "
    "Nand Nbat Newa Nkoo Nshu Ogam Olck Orkh Orya Osge Osma Ougr Palm Pauc Perm Phag Phli Phlp "
    "Phnx Plrd Prti Rjng Rohg Runr Samr Sarb Saur Shaw Shrd Sidd Sind Sinh Sogd Sogo Sora Soyo "
    "Sund Sylo Syrc Tagb Takr Tale Talu Taml Tang Tavt Telu Tfng Thaa Thai Tibt Tirh Tnsa Toto "
    "Ugar Vaii Vith Wara Wcho Xpeo Xsux Yezi Yiii Zanb"
)
"""Codes of ISO 15924."""
_SYMBOLS = frozenset({
    "Arrows", "Mathematical Operators", "Miscellaneous Technical", "Box Drawing", "Block Elements",
    "Geometric Shapes", "Miscellaneous Symbols", "Dingbats", "Braille Patterns",
    "Miscellaneous Mathematical Symbols-A", "Miscellaneous Mathematical Symbols-B",
    "Supplemental Arrows-A", "Supplemental Arrows-B", "Supplemental Arrows-C",
    "Supplemental Mathematical Operators", "Mathematical Alphanumeric Symbols",
    "Enclosed Alphanumerics", "Letterlike Symbols", "Number Forms", "Currency Symbols",
    "Musical Symbols",
})  # fmt: skip
"""Blocks of signs that belong to no script, in Noto Sans Symbols and Noto Sans Math."""


def noto_script(character: str) -> str:
    """Return what Noto has fonts for that have a character: "Thai", "symbols"; empty for none."""
    from fontTools import unicodedata as scripts  # noqa: PLC0415 - slow, and few texts need it

    block = scripts.block(character)
    if scripts.category(character) == "Cn":
        return ""
    if block in _SYMBOLS:
        return "symbols"
    for script in (scripts.script(character), *sorted(scripts.script_extension(character))):
        if script in _SCRIPTS.split():
            return str(scripts.script_name(script))
    return ""
