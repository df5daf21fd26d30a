"""The countries of the graph: EU codes of two letters and the ISO 3166 codes of three that their IRIs bear.

Source: EU Publications Office, Interinstitutional Style Guide, list of countries (EL and UK where ISO has
GR and GB; XK and XKX for Kosovo, which stands in no ISO list).
"""

from difflib import SequenceMatcher

from ontology.terms import PREFIXES

EU27 = {
    "AT": "AUT", "BE": "BEL", "BG": "BGR", "CY": "CYP", "CZ": "CZE", "DE": "DEU", "DK": "DNK", "EE": "EST",
    "EL": "GRC", "ES": "ESP", "FI": "FIN", "FR": "FRA", "HR": "HRV", "HU": "HUN", "IE": "IRL", "IT": "ITA",
    "LT": "LTU", "LU": "LUX", "LV": "LVA", "MT": "MLT", "NL": "NLD", "PL": "POL", "PT": "PRT", "RO": "ROU",
    "SE": "SWE", "SI": "SVN", "SK": "SVK",
}  # fmt: skip
EEA_CH = {"CH": "CHE", "IS": "ISL", "LI": "LIE", "NO": "NOR"}
UK = {"UK": "GBR"}
CANDIDATES = {
    "AL": "ALB", "BA": "BIH", "GE": "GEO", "MD": "MDA", "ME": "MNE", "MK": "MKD", "RS": "SRB", "TR": "TUR",
    "UA": "UKR", "XK": "XKX",
}  # fmt: skip
"""Candidate countries, and Kosovo, that URBACT or Interreg serve."""

GROUPS = {"eu27": EU27, "eea-ch": EEA_CH, "uk": UK, "candidate": CANDIDATES}
"""Countries whose towns the graph holds, by the group that they belong to."""

SERVED = EU27 | EEA_CH | UK | CANDIDATES
_NEIGHBOURS = {
    "AD": "AND", "AM": "ARM", "AZ": "AZE", "BY": "BLR", "FO": "FRO", "GI": "GIB", "IL": "ISR", "MC": "MCO",
    "RU": "RUS", "SM": "SMR", "TN": "TUN", "VA": "VAT",
}  # fmt: skip
ISO3 = SERVED | _NEIGHBOURS
"""EU code to ISO 3166-1 alpha-3."""

NEIGHBOURS = {
    "AL": "EL ME MK RS XK", "AT": "CH CZ DE HU IT LI SI SK", "BA": "HR ME RS", "BE": "DE FR LU NL",
    "BG": "EL MK RO RS TR", "CH": "AT DE FR IT LI", "CZ": "AT DE PL SK", "DE": "AT BE CH CZ DK FR LU NL PL",
    "DK": "DE SE", "EE": "LV", "EL": "AL BG MK TR", "ES": "FR PT", "FI": "NO SE", "FR": "BE CH DE ES IT LU",
    "GE": "TR", "HR": "BA HU ME RS SI", "HU": "AT HR RO RS SI SK UA", "IE": "UK", "IT": "AT CH FR SI",
    "LI": "AT CH", "LT": "LV PL", "LU": "BE DE FR", "LV": "EE LT", "MD": "RO UA", "ME": "AL BA HR RS XK",
    "MK": "AL BG EL RS XK", "NL": "BE DE", "NO": "FI SE", "PL": "CZ DE LT SK UA", "PT": "ES",
    "RO": "BG HU MD RS UA", "RS": "AL BA BG HR HU ME MK RO XK", "SE": "DK FI NO", "SI": "AT HR HU IT",
    "SK": "AT CZ HU PL UA", "TR": "BG EL GE", "UA": "HU MD PL RO SK", "UK": "IE", "XK": "AL ME MK RS",
}  # fmt: skip
"""Countries that share a border on land, or the bridge over the Sound (GeoNames, countryInfo, CC BY 4.0)."""

EU_CODES = {"GR": "EL", "GB": "UK"}
"""ISO code to EU code where the two differ."""

ISO_CODES = {eu: iso for iso, eu in EU_CODES.items()}


def eu_code(written: str) -> str:
    """Give the EU code for an EU code or ISO code of two or three letters; "" when there is none."""
    code = written.strip().upper()
    code = EU_CODES.get(code, code)
    if code in ISO3:
        return code
    return next((eu for eu, iso in ISO3.items() if iso == code), "")


def country_iri(written: str) -> str:
    """Give the IRI of a country for its code; "" when the code is not known."""
    code = eu_code(written)
    return PREFIXES["country"] + ISO3[code] if code else ""


def nearest(written: str) -> str:
    """Give the known code that is most like a misspelt one or a name."""
    text = written.strip().upper()
    return max(ISO3, key=lambda code: (code[0] == text[:1], SequenceMatcher(None, text, ISO3[code]).ratio()))
