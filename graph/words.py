"""Words that stand around the names of towns in European address fields, folded to plain small letters."""


def _set(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


SAINTS = {
    **dict.fromkeys(("saint", "sankt", "sint", "skt", "szt", "szent"), "st"),
    **dict.fromkeys(("sainte", "ste"), "ste"),
    **dict.fromkeys(("sveti", "sveta", "sv", "svaty", "svate", "svateho"), "sv"),
    **dict.fromkeys(("agios", "aghios", "ayios", "agia", "aghia", "ayia"), "ag"),
}
"""Forms of Saint that languages write out or shorten, and the form that stands for them."""

SHORT_SAINTS = ("san", "sao", "santa", "sant", "santo")
"""What a first "S." can stand for."""

SMALL_WORDS = _set(
    """
    a ad al an am im in i o do da de di del della dello dei degli delle das dos den der des du d dem
    les le la lo los las el els les l en et e y and und og och ja ve i si sur sous lez pres aux au sul sulla
    sull na nad pod pri pre u v ve w we za z ob sa op aan aan ter te ten tot het t on upon under by near the
    of bei beim auf vor unter zu zur zum
    """
)
"""Articles and prepositions inside names ("Frankfurt am Main", "Ústí nad Labem")."""

LEADING_OFFICES = _set(
    """
    comune citta commune communaute ville mairie municipality municipal city town borough county council
    municipio municipiul mun ayuntamiento ajuntament concello concejo camara cidade villa vila
    gmina miasto m miejska wiejska urzad gminy miasta mesto mestna mestska obec obcina opcina opstina grad
    gemeente stad gemeinde stadt stadtgemeinde marktgemeinde markt landeshauptstadt hansestadt
    universitatsstadt bundesstadt kreisstadt comuna com comunei oras orasul orasului primaria municipiului uat consiliul
    mesta miasta grada obce opcine statutarni statutarniho hlavni hlavniho hlavne hlavneho sr
    dimos demos dimou local δημος δημοσ δημου община град obshtina kommune
    """
)
"""Words for a municipality or its office that come before the name."""

TRAILING_OFFICES = _set(
    """
    kommun kommune kommuna kunta kaupunki stad vald linn alevik alev kula novads nov pagasts pag pilseta
    savivaldybe savivaldybes administracija miesto sav dome novada pasvaldiba megyei jogu varos kozseg
    municipality municipal city town parish borough council commune
    sector sectorul kerulet belediyesi belediye buyuksehir gemeinde gemeente stadt centre center centrum
    austria belgium bulgaria croatia cyprus denmark estonia finland france germany greece hungary iceland
    ireland italy latvia lithuania malta netherlands norway poland portugal romania slovakia slovenia spain
    sweden switzerland turkey uk england scotland wales
    italie italia italien espagne espana spanien allemagne deutschland osterreich autriche polska pologne
    hellas grece suisse schweiz svizzera nederland belgie belgique magyarorszag slovensko slovenija hrvatska
    lietuva latvija eesti suomi sverige norge danmark ceskarepublika portogallo
    """
)
"""Words for a municipality, and names of countries, that come after the name."""

REGION_WORDS = _set(
    """
    county co region province provincia provincie district distr distretto maakond megye apskritis apskr
    raj rajonas rajono rayon okres kraj jud judet judetul department departement prefecture powiat
    wojewodztwo zupanija lan fylke
    """
)
"""Words that mark a part of the field as the name of a wider region, never as a town."""

COUNTY_WORDS = REGION_WORDS - _set("district distr rajonas rajono rayon raj okres powiat")
"""Those of them that are surely wider than a municipality; the others are municipalities in some countries."""

NEAR_WORDS = _set("bei near by lez les pres presso u pri pie blizko cerca perto")
"""Words that say of a place that it lies near a town, so not in it."""

CENTRE_MARKS = _set("ost nord syd vest nv sv so no kbh ii iii iv vi vii viii ix xi xii")
"""Marks of postal districts: quarters of the compass ("Aalborg Øst") and Roman numbers ("Děčín IV")."""
