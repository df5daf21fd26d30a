"""Names of towns as a sentence bends them ("města Brna", "Vilniaus miesto", "Δήμος Πατρέων"), country by country.

Only endings are listed that names of towns really take there: the genitive, which stands behind "town of", the
locative, which says where somebody sits, and what names of Greek municipalities are made of. All is folded: small
letters without accents.
"""

from functools import cache

SHORTEST = 4
"""Letters of the shortest name that is looked for so."""

_ENDINGS = {
    "BA HR ME RS": "a> e>a i>a u> ca>ac",
    "CZ": "a>o a> y>a y>y u> e> ce>ec ne>n i>e ic>ice",
    "EE": "a> e> i> u> s> es>e as>a us>u",
    "EL CY": "ου>οσ ου>ο ου>ι ησ>η ασ>α ων>α ων>εσ ων>οι ωσ>ασ εων>α ιων>ι αιων>α",
    "DK NO SE": "s>",
    "FI": "n> en> en>i gin>ki den>ti run>rku lla> lta> ssa> nen>nen",
    "HU": "i> ban> ben>",
    "LT": "iaus>ius aus>us o>as o>is io>ys u>ai iu>iai os>a es>e ies>is uje>us"
    " iuje>ius e>as oje>a eje>e yje>is uose>ai",
    "LV": "as>a es>e u>i u>is a>s a> os>i is>",
    "PL": "a> ia> y>a i>a i> u> iu> c>ce ic>ice ego>e ej>a owie>ow nie>no zy>za ie>",
    "SI": "a> e>a i>a u> ja>je",
    "SK": "y>a a> a>o u> c>ce ic>ice ej>a eho>e",
}
"""By country: the ending of the bent name and that of the name."""

_WHOLE = {
    "EL CY": "αθηναιων>αθηνα πατρεων>πατρα ιωαννιτων>ιωαννινα τρικκαιων>τρικαλα τρικκαιων>τρικκαλα λαμιεων>λαμια"
    " λαρισαιων>λαρισα λεβαδεων>λιβαδεια θηβαιων>θηβα κορινθιων>κορινθοσ κερκυραιων>κερκυρα ναυπλιεων>ναυπλιο"
    " χαλκιδεων>χαλκιδα μεγαρεων>μεγαρα αχαρνων>αχαρνεσ athinaion>athina patreon>patra ioanniton>ioannina"
    " trikkaion>trikala lamieon>lamia larisaion>larisa levadeon>livadeia thivaion>thiva korinthion>korinthos"
    " kerkyraion>kerkyra nafplieon>nafplio chalkideon>chalkida megareon>megara peiraios>peiraias",
    "BG": "столична>софия столичнаобщина>софия stolichna>sofia stolichnaobshtina>sofia",
    "FI": "turun>turku turussa>turku",
    "HU": "pesti>budapest",
    "PL": "bialegostoku>bialystok zielonejgory>zielonagora bielskabialej>bielskobiala jeleniejgory>jeleniagora"
    " nowegosacza>nowysacz nowegotargu>nowytarg zakopanego>zakopane",
    "RO": "bucurestiului>bucuresti",
}
"""By country: names that bend otherwise; those of Greek municipalities that are called after their inhabitants."""


@cache
def _pairs(table: str, country: str) -> tuple[tuple[str, str], ...]:
    listed = {"endings": _ENDINGS, "whole": _WHOLE}[table]
    found = " ".join(pairs for countries, pairs in listed.items() if country in countries.split())
    split = (pair.partition(">") for pair in found.split())
    return tuple((bent, name) for bent, _, name in split)


def unbent(text: str, country: str) -> tuple[str, ...]:
    """Give the keys of the names that a key may be a bent form of."""
    whole = [name for bent, name in _pairs("whole", country) if text == bent]
    if whole:
        return tuple(whole)
    stems = ((text.removesuffix(bent), name) for bent, name in _pairs("endings", country) if text.endswith(bent))
    return tuple(dict.fromkeys(stem + name for stem, name in stems if len(stem + name) >= SHORTEST))
