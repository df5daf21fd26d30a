"""Towns whose name the municipality around them bears too: a name has to say which of the two it means."""

import re

SEATS_OF_TWO = {
    "LT": ("alytus", "kaunas", "klaipeda", "panevezys", "siauliai", "vilnius"),
    "LV": ("jelgava", "rezekne", "ventspils"),
    "IE": ("cork", "galway"),
    "EE": ("rakvere", "tartu", "viljandi", "voru"),
}
"""Towns that have a municipality of their own and seat that of the country around, which bears their name too."""
AROUND = {
    "LT": (re.compile(r"\b(?:district|rajono)\b"), "District"),
    "LV": (re.compile(r"\b(?:county|district|novad\w*|local municipality)\b"), "Municipality"),
    "IE": (re.compile(r"\bcounty\b"), "County"),
    "EE": (re.compile(r"\b(?:vald|valla\w*|parish|rural|municipality)\b"), "vald"),
}
"""Signs of the municipality around a town, and how the gazetteer calls it."""
POLISH = (
    "aleksandrow_kujawski augustow bartoszyce belchatow biala_podlaska bialogard bielsk_podlaski bilgoraj bochnia "
    "boleslawiec braniewo brodnica brzeziny chelm chelmno chelmza chodziez chojnice chojnow ciechanow czarnkow "
    "czluchow darlowo debica dynow dzialdowo dzierzoniow elblag elk garwolin gizycko glogow glowno gniezno "
    "golub_dobrzyn gorlice gostynin grajewo grudziadz grybow gubin hajnowka hrubieszow ilawa inowroclaw jaroslaw "
    "jaslo jordanow kamienna_gora klodzko kolno kolo kolobrzeg koscian koscierzyna krasnik krasnystaw kutno "
    "kwidzyn lancut leczyca lezajsk lidzbark_warminski limanowa lipno lomza lowicz lubaczow luban lubartow lubawa "
    "lubin lukow malbork miedzyrzec_podlaski mielec minsk_mazowiecki mragowo mszana_dolna nowa_ruda nowa_sol "
    "nowe_miasto_lubawskie nowy_targ olawa olesnica ostroda ostrow_mazowiecka ostrow_wielkopolski oswiecim "
    "ozorkow pabianice pionki plonsk pruszcz_gdanski przasnysz przemysl przeworsk puck pulawy radomsko radymno "
    "radziejow radzyn_podlaski rawa_mazowiecka rypin sanok sejny siedlce siemiatycze sieradz sierpc skierniewice "
    "slawno slupca slupsk sochaczew sokolow_podlaski stargard starogard_gdanski suwalki swidnica swidwin "
    "szczecinek szczytno tarnow tczew terespol tomaszow_lubelski tomaszow_mazowiecki turek ustka wagrowiec walcz "
    "wejherowo wloclawek wlodawa wysokie_mazowieckie zagan zambrow zamosc zary zdunska_wola zgierz zgorzelec "
    "zlotoryja zlotow "
)
"""Polish towns, with "_" for a blank, that are one commune by themselves while a rural one around has their name.

Read from the list of local administrative units of 2019 (Eurostat), where two units of a region bear one name.
"""
TWINS = frozenset(name.replace("_", " ") for name in POLISH.split())
COMMUNE = re.compile(r"\b(?:gmin\w+|commune|community|municipality|wojt\w*|urzad gminy)\b")
URBAN = re.compile(r"\b(?:miast\w*|miejsk\w+|m st|city|town|urban)\b")


def ring_of(plain: str, country: str) -> str:
    """Give the name of the municipality around a town that a plain name speaks of; "" when it speaks of none."""
    if country not in AROUND:
        return ""
    sign, word = AROUND[country]
    town = next((town for town in SEATS_OF_TWO[country] if re.search(rf"\b{town}", plain)), "")
    return f"{town.title()} {word}" if town and sign.search(plain) else ""


def may_be_ring(plain: str, town: str, country: str) -> bool:
    """Say whether a Polish commune leaves open if it is the town or the rural commune around it, of the same name."""
    return country == "PL" and town in TWINS and bool(COMMUNE.search(plain)) and not URBAN.search(plain)
