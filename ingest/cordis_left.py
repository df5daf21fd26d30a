"""What the graph does not hold of the projects and organisations of CORDIS, by reason and column."""

from ingest.row import left_out

OF_PROJECT = left_out(
    {
        "one number is enough": "id reference rcn grantDoi contentUpdateDate",
        "not asked for": "status totalCost ecMaxContribution ecSignatureDate fundingScheme",
        "a mark of the editors": "Human-validated humanValidated",
        "the page of CORDIS is enough": "projectUrl",
        "the part of the programme tells them": "frameworkProgramme legalBasis programme",
        "the topic tells the call": "masterCall subCall call",
        "long or free texts; EuroSciVoc tells the subject": "objective keywords subjects nature",
        "the organisations' table says it": "coordinator coordinatorCountry participants participantCountries",
    }
)
IDLE = left_out(
    {
        "not needed": "projectAcronym shortName SME sme street projectRcn rcn order participantOrder contentUpdateDate",
        "an address of the web is not asked for": "organizationURL organizationUrl",
        "false for framework partnerships alone, else empty": "active",
        "no money yet": "ecContribution netEcContribution totalCost",
        "contacts are not taken": "contactForm contactType contactFunction",
        "personal name": "contactTitle contactFirstNames contactLastNames",
        "personal contact": "contactTelephoneNumber contactFaxNumber",
    }
)
"""Columns of an organisation that nothing looks at; persons above all."""
OF_ORGANISATION = IDLE | left_out(
    {
        "taken where they are": "projectID projectReference organisationID id endOfParticipation",
        "hints, taken where they can be read": "nutsCode geolocation postCode",
    }
)
