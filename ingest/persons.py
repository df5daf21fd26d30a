"""May a name be that of a person? Only names that are plainly those of bodies enter the graph.

The judgement is careful the other way round: what does not plainly name a body is left out,
because lists of beneficiaries hold sole traders, farmers and pupils under their own names.
"""

import re
from functools import lru_cache

from ingest.authority import NEVER, municipality, plain_name

FORMS = (
    r"s ?r ?o|a ?s|v ?o ?s|z ?s|o ?p ?s|sp z ?o ?o|sp ?k|sp ?j|s ?a|s ?p ?a|s ?r ?l|s ?r ?l ?s|s ?c ?a ?r ?l|s ?n ?c"
    r"|s ?l ?u?|s ?a ?u|s ?coop|lda|unipessoal|gmbh|g ?gmbh|mbh|ag|kg|ohg|ug|eg|e ?v|d ?o ?o|d ?d|j ?d ?o ?o"
    r"|ood|eood|ad|ead|оод|еоод|ад|еад|дзд|α ?ε|ε ?π ?ε|ι ?κ ?ε|ο ?ε|ε ?ε|αβεε|αεβε|kft|zrt|nyrt|bt|kkt"
    r"|sia|as|uab|ab|vsi|mb|ou|oy|oyj|ry|ky|aps|a s|ivs|bv|b v|nv|n v|vzw|asbl|sprl|srl|sarl|sas|sasu|eurl|scop|sci"
    r"|scic|epic|ltd|limited|plc|llp|clg|dac|inc"
)
"""Legal forms of companies and associations, written without accents and points."""
FORM = re.compile(rf"(?:^|\s)(?:{FORMS})(?:$|\s)")
WORDS = re.compile(
    r"\b(?:agency|agentur\w*|agenc\w*|agentia|agenzia|autorit\w*|authority|administra\w*|ministr\w*|ministerst\w*"
    r"|miniszter\w*|secretari\w*|servici\w*|service\w*|department|departament\w*|direct\w*|dyrekcj\w*|urad\w*|urzad"
    r"|office|amt|landesamt|regiune\w*|regiao|region\w*|county|judet\w*|consiliul|council|conseil|consejo|kraj\w*"
    r"|wojewodztw\w*|powiat\w*|starost\w*|prefectur\w*|periferi\w*|diputac\w*|junta|gobierno|govern\w*|xunta|generalitat"
    r"|hospital\w*|spital\w*|szpital\w*|nemocnic\w*|clinic\w*|klinik\w*|policlin\w*|camera|chambre|chamber|izba|komora"
    r"|association\w*|associat\w*|asociat\w*|asociac\w*|associac\w*|associazion\w*|stowarzysz\w*|sdruzen\w*|zdruzen\w*"
    r"|fundat\w*|fundac\w*|fondazion\w*|fondation|foundation|stiftung|nadac\w*|nadacia|zaklada|alapitvany|cooperativ\w*"
    r"|spoldzieln\w*|druzstv\w*|szovetkezet|zadruga|consorzio|consorcio|consortium|cluster|klaster|klastr|scoala|liceul"
    r"|colegiul|gradinita|schule|school|skola|zakladni|stredni|szkol\w*|przedszkol\w*|ecole|lycee|college|istituto"
    r"|instituto?|institut\w*|universi\w*|uniwersyt\w*|univerzit\w*|egyetem|hochschule|akademi\w*|muzeul|muzeum|museum"
    r"|musee|teatr\w*|theat\w*|bibliot\w*|parish|parafia|farnost|diocese|diecezja|parohia|museo|parc|park|national\w*"
    r"|societat\w*|compan\w*|przedsiebiorstwo|spolka|spolecnost|spolocnost|drustvo|tarsasag|vallalat|osauhing|sihtasutus"
    r"|община|министерство|университет|агенция|училище|болница|сдружение|фондация|институт|народно|читалище"
    r"|δημος|περιφερεια|υπουργειο|πανεπιστημιο|εταιρεια|εταιρια|συλλογος|ιδρυμα|νοσοκομειο|επιμελητηριο)\b"
)
"""Words that name a body in its language, written without accents."""
TRADERS = re.compile(
    r"(?:^|\s)(?:et|ет|e ?u|e ?k|firma|f ?h ?u|p ?h ?u|p ?p ?h ?u|obrt|opg|fop|pfa|p f a|i ?i|intreprindere individuala"
    r"|ditta individuale|impresa individuale|azienda agricola|autonomo|osvc|szco|egyeni vallalkozo|ev|dr|ing|mgr"
    r"|fyzicka osoba|physical person|natural person|persoana fizica|persona fisica|ατομικη επιχειρηση)(?:$|\s)"
)
"""Marks of sole traders and of titles before a person's name."""


SURNAMES = re.compile(r"(?:^|\s)(?:sa|as|ab|ag|ad)(?=$|\s)")
"""Legal forms that are names of persons too ("Maria de Sá")."""
POINTED = re.compile(r"\b(?:S\. ?A|A\. ?[BDGS])\b", re.IGNORECASE)
"""The same forms as only bodies write them."""


@lru_cache(maxsize=100_000)
def body_name(name: str, country: str) -> str:
    """Give the name back if it is plainly that of a body; "" when it may be that of a person."""
    plain = plain_name(name)
    if municipality(name, country):
        return name
    if not plain or TRADERS.search(plain):
        return ""
    if country == "PT" and not POINTED.search(name):
        plain = SURNAMES.sub(" ", plain)
    return name if any(sign.search(plain) for sign in (FORM, WORDS, NEVER)) else ""
