"""Is an organisation the urban authority itself? Told from its name, in the languages of its country.

The judgement is careful: what is not plainly a municipality counts as an
organisation in the town.
"""

import re
import unicodedata
from dataclasses import replace
from functools import cache, lru_cache

from graph.records import Named
from ingest.keys import SPELT
from ingest.namesakes import AROUND, may_be_ring, ring_of

GERMAN = (
    *(
        "hauptstadt",
        "landeshauptstadt",
        "hansestadt",
        "bundesstadt",
        "universitatsstadt",
        "kreisstadt",
        "stadt",
    ),
    *(
        "stadtgemeinde",
        "marktgemeinde",
        "markt",
        "gemeinde",
        "einwohnergemeinde",
        "ortsgemeinde",
        "samtgemeinde",
    ),
    *("verbandsgemeinde", "magistrat", "stadtmagistrat", "stadtverwaltung", "gemeindeverwaltung"),
)
FIRST = {
    "AT BE CH DE IT LI LU": rf"(?:freie |hanse |gro(?:ss|b|sz)e )*(?:{'|'.join(GERMAN)})",
    "IT CH": r"(?:comune (?:di|d|del|della)|citta di|roma capitale)",
    "ES": r"(?:excmo )?(?:ayuntamiento|ayto|ajuntament|concello)",
    "PT": r"(?:camara municipal|municipio|cm)(?: d[aeo]s?)?",
    "FR BE LU CH": r"(?:commune|ville|mairie|administration communale)(?: d(?:e|u|es)?)?",
    "NL BE": r"(?:gemeente|stad|stadsbestuur|gemeentebestuur)",
    "PL": r"(?:gmina|miasto|urzad (?:miasta|miejski|gminy)|m st)",
    "CZ SK": r"(?:obec|(?:statutarn[iye] |hlavn[ie] )?mesto|mestys|magistrat|mestsky urad|obecn[iy] urad)",
    "SI HR BA RS ME MK": r"(?:mestna obcina|obcina|grad|opcina|opstina|општина|град|gradska uprava)",
    "RO MD": r"(?:municipiul|primaria|oras(?:ul)?|comuna|consiliul local|u ?a ?t|territorial administrative unit)",
    "HU": r"(?:budapest fovaros onkormanyzata|local government of(?: the)?(?: town| city)?)",
    "EL CY": r"(?:δημος|δημου|dimos|δημοτικη αρχη)",
    "BG": r"(?:столична |stolichna )?(?:община|obsh?tina)",
    "AL XK": r"(?:bashkia|komuna)",
    "UA": r"(?:виконавчии комітет)",
}
"""How the name of a municipality begins, by country, without accents."""

LAST = {
    "DK NO": r"kommune",
    "SE FI": r"(?:kommun|stad)",
    "FI": r"(?:kaupunki|kunta)",
    "EE": r"(?:linn|linnavalitsus|vald|vallavalitsus)",
    "LV": r"(?:dome|pasvaldiba|pilseta|novads)",
    "LT": r"savivaldyb(?:e|es|es administracija)",
    "HU RO SK RS": r"onkormanyzata?",
    "TR CY": r"belediye(?:si)?",
    "UA": r"(?:міська|селищна|сільська) рада",
    "IS": r"(?:kaupstadur|\w+borg|\w+baer|sveitarfelag)",
    "ES": r"udala",
    "RO": r"(?:commune hall|local council|town|city)",
    "IE UK MT": r"(?:(?:metropolitan )?borough|city and \w+|(?:\w+ )?district|local) council",
}
"""How the name of a municipality ends, by country, without accents."""

ENGLISH_FIRST = (
    r"(?:the )?(?:city|town|municipality|commune|municipal council|city administration|city council|city hall"
    r"|town hall|town council|royal borough|urban municipality|statutory city|capital city|hanseatic city"
    r"|city municipality) of (?:the )?(?:city of )?"
    r"|(?:the )?administration of (?:the )?(?=.+ municipality$)"
)
ENGLISH_LAST = (
    r"(?:(?:city |rural |town |local )?municipality(?: administration| council| government)?"
    r"|(?:city |town )?municipal administration|municipal council|commune"
    r"|(?:city|town) (?:council|hall|administration|government|authority))"
)
BARE_FIRST = rf"(?:the )?(?:city|town|municipality|commune|municipalite|{'|'.join(FIRST.values())})(?: de)?"
BARE_LAST = r"(?:city|town)"
"""Signs that count only beside the very name of the town: there a word of a neighbour's language serves too."""
BARE = re.compile(rf"^{BARE_FIRST} | {BARE_LAST}$")

LEARNING = (
    r"universi\w* uniwersytet\w* πανεπιστημιο\w* университет\w* hochschule college school\w* schul\w* "
    r"skola skole akadem\w* academ\w* institut\w* muse\w* muze\w* theat\w* librar\w* bibliot\w* "
    r"research science technology kindergarten progymnasium \w*gymnasi\w+ gymnazi\w* liceum lyceum lycee"
)
SERVICES = (
    r"hospital\w* klinik\w* police fire port airport zoo agenc\w* agentur\w* agenzia energ\w* water "
    r"waste touris\w* cultural culture centre center centrum zentrum central sport\w* sporto marketing "
    r"development resource"
)
FIRMS = (
    r"enterprise company ltd limited gmbh ag spa srl sro doo oy ab as asa aps bv nv kft zrt sa sl lda "
    r"eood ead ood sia uab ou mbh kg ev stadtwerke werke betrieb\w* holding entrepreneur\w* cluster "
    r"network"
)
BODIES = (
    r"chamber kammer camera association\w* asociac\w* associac\w* verein stowarzysz\w* zwiazek union "
    r"unione unions foundation fundac\w* fondazione fondation stiftung stiftelse\w* consortium "
    r"consorzio consorcio club society parish church kirche\w* diocese organisation organization "
    r"european europaische europe nemzetisegi nationality"
)
LARGER = (
    r"county counties province provin[cz]ia\w* region\w* regiao voivod\w* wojewod\w* powiat\w* kraj "
    r"zupanija judet\w* judetean judetul landkreis kreis bezirk canton\w* prefecture περιφερει\w* "
    r"νομαρχι\w* област\w* oblast okrug fylkes\w* districts intermunicipal\w* comunidad\w* mancomun\w* "
    r"communaute agglomeration metropolitana municipalities cities towns gmin gemeinden gemeenten "
    r"comuni municipios kuntayhtyma samkommune kommunalforbund kommunforbund"
)
SMALLER = r"sector sectorul sectorului quarter"
WORDS = " ".join((LEARNING, SERVICES, FIRMS, BODIES, LARGER, SMALLER)).split()
NEVER = re.compile(rf"\b(?:{'|'.join(WORDS)}|department of|megyei onkormanyzat\w*)\b")
"""Words that no plain name of a municipality holds."""
SERVICE = re.compile(rf"\b(?:{'|'.join(' '.join((LEARNING, SERVICES, FIRMS)).split())}|service)\b")
"""Words that no municipality around a town holds, whose name may hold "district" and "county"."""
DISTRICT = re.compile(r"\bdistrict\b(?! council$)")
"""A district is no town; in Northern Ireland and England a district council is the municipality."""
PART_OF_CITY = re.compile(
    r"\bmunicipal district\b|\b\d+(?:st|nd|rd|th) district\b|\bdistrict \d+\b|\bcity district\b"
    r"|\bcity municipality \w+(?: \w+)? city of\b"
)
"""Signs of a part of a city with an office of its own; such an office is not the urban authority."""
SERBIAN_PARTS = re.compile(
    r"\b(?:niska banja|crveni krst|medijana|mediana|pantelej|palilula|zvezdara|vozdovac|savski venac|stari grad|vracar"
    r"|zemun|rakovica|cukarica|novi beograd|new belgrade)\b"
)
"""Parts of Belgrade and Niš, whose offices call themselves municipalities."""
BESIDE = re.compile(
    r"\b(?:agenc\w*|agentur|company|enterprise\w*|ltd|school|hospital|museum|librar\w*|universi\w*|touris\w* board)\b"
)
"""Words after the municipality's name that tell of another body, which only belongs to it."""

MENDED = (
    (re.compile(r"\bmun\w{0,3}cip\w{0,8}ty\b"), "municipality", ""),
    (re.compile(r"\bmegyei jogu varos"), "varos", "HU"),
    (re.compile(r" (?:city )?with county (?:rights|rank)$"), "", "HU"),
    (re.compile(r"\b(?:county|district) (?:municipality|council)\b"), "municipality", "LV"),
    (re.compile(r"\bdistrict municipality\b"), "municipality", "LT PL"),
    (re.compile(r"\bcounty council$"), "city council", "IE"),
    (re.compile(r"^roma capitale$"), "comune di roma", "IT"),
)
"""Misspelt words, and words for a larger area that in places mean the municipality: pattern, mend, countries."""
TAIL = re.compile(r"\s+[-–—|]\s+|\s*/\s+|\s+/\s*|\s*[,(;:]\s*")


TAIL_SIGN = re.compile(r"[-–—|/,(;:]")
"""What stands in each of them, which is soon looked for."""
ASCII = {code: chr(code).lower() if re.match(r"\w", chr(code)) else " " for code in range(128)}
"""What becomes of a letter or sign that has no accents."""


@lru_cache(maxsize=200_000)
def plain_name(name: str) -> str:
    """Write a name in small letters without accents and punctuation."""
    if name.isascii():
        return " ".join(name.translate(ASCII).split())
    text = unicodedata.normalize("NFKD", name.casefold().replace("ς", "σ").translate(SPELT))
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("σ ", "ς ")
    text = re.sub(r"[^\w]+", " ", text)
    return " ".join(re.sub(r"σ\b", "ς", text).split())


@cache
def _patterns(country: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Join the beginnings and the endings of one country with the English ones."""
    first = [ENGLISH_FIRST, *(p + r"\s" for codes, p in FIRST.items() if country in codes.split())]
    last = [ENGLISH_LAST, *(p for codes, p in LAST.items() if country in codes.split())]
    return re.compile(rf"^(?:{'|'.join(first)})(.+)$"), re.compile(rf"^(.+?)\s(?:{'|'.join(last)})$")


def around(organisation: str, country: str) -> str:
    """Give the name of the municipality around a town ("Vilnius District"); "" when the name speaks of none."""
    if country not in AROUND:
        return ""
    plain = plain_name(organisation)
    ring = ring_of(plain, country)
    return "" if not ring or BESIDE.search(plain) or SERVICE.search(plain) else ring


def _mended(head: str, country: str) -> str:
    """Mend misspelt words and take away those that mean no larger area in this country."""
    for pattern, mend in _mends(country):
        head = pattern.sub(mend, head)
    return head


@cache
def _mends(country: str) -> list[tuple[re.Pattern[str], str]]:
    return [(pattern, mend) for pattern, mend, countries in MENDED if not countries or country in countries.split()]


def is_part(name: str, country: str) -> bool:
    """Say whether a name is that of a part of a city with an office of its own."""
    plain = plain_name(name)
    return bool(PART_OF_CITY.search(plain) or (country == "RS" and SERBIAN_PARTS.search(plain)))


def _before_tail(name: str) -> str:
    """Give a name up to the sign after which more is said."""
    return TAIL.split(name, maxsplit=1)[0] if TAIL_SIGN.search(name) else name


def _only_belongs(name: str) -> bool:
    """Say whether what follows the first part of a name tells of another body."""
    _, *rest = TAIL.split(name.strip().strip("\"'„“”"), maxsplit=1)
    return bool(rest) and bool(BESIDE.search(plain_name(rest[0])))


@lru_cache(maxsize=100_000)
def municipality(name: str, country: str) -> str:
    """Give the plain name of the town whose municipality bears this name; "" when it is none."""
    first = _before_tail(name.strip().strip("\"'„“”"))
    head = _mended(plain_name(first), country)
    before, after = _patterns(country)
    own = found.group(1).strip() if (found := before.match(head)) else head
    if found := after.match(own):
        own = found.group(1).strip()
    elif own == head:
        return ""
    if NEVER.search(head) or DISTRICT.search(head) or len(head.split()) > 9:
        return ""
    return "" if _only_belongs(name) or is_part(name, country) or around(name, country) else own


DISTRICT_FOR_TOWN = {"AL", "BG", "EL", "IT", "RO", "RS", "TR"}
"""Countries where partners often write the district or province as their town."""


def judge(organisation: str, city: Named, public: bool = True) -> tuple[str, Named]:
    """Give the reading ("authority" or "place") of a partner, and the city that it stands for.

    `public` is what the source says of its legal status; a name that says plainly
    "municipality" outweighs it, since sources call some town halls private. Where partners
    write their district as town, the municipality's own name says which city is meant.
    """
    if ring := around(organisation, city.country):
        return "authority", replace(city, name=ring)
    own, here = municipality(organisation, city.country), plain_name(city.name)
    if city.country == "PL" and may_be_ring(plain_name(organisation), own or here, city.country):
        return "place", city
    if not is_authority(organisation, city.name, city.country, public):
        return "place", city
    alike = any(word[:4] in here or here[:4] in own for word in own.split() if len(word) > 2)
    if own and not alike and city.country in DISTRICT_FOR_TOWN:
        return "authority", replace(city, name=own.title())
    return "authority", city


def is_authority(name: str, town: str, country: str, public: bool = True) -> bool:
    """Say whether an organisation is the municipality of a town, or bears just the town's name and is public."""
    if municipality(name, country):
        return True
    here, head = plain_name(_before_tail(town.strip())), plain_name(_before_tail(name.strip()))
    bare = BARE.sub("", head) if here in head else ""
    if not here or bare != here or (NEVER.search(head) and head != here) or _only_belongs(name):
        return False
    return public or bare != head
