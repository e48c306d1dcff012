//! Who may ask for what: every endpoint stands here once.
//!
//! An endpoint without a row is not served (a test holds the table against the API's description). What of
//! a thing a caller sees is the portion's; the table says who may ask at all, and what decides further.

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody who reaches the server.
    Anyone,
    /// Who holds a key in force, of any party.
    Enrolled,
    /// Who holds a key in force of the centre.
    Centre,
}

/// What decides about the thing itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// The same to everybody who may ask: no word of any party.
    Same,
    /// What the caller's party said, what it was told, and nothing of the rest. The centre: what the register
    /// was told.
    Portion,
    /// What is the caller's party's own, or addressed to it; the centre: everybody's.
    Own,
    /// The statement itself says who says it.
    Statement,
}

/// How large a body may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// There is none.
    None,
    /// A question.
    Small,
    /// Statements with their disclosures.
    Submission,
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// Method.
    pub method: &'static str,
    /// Path as the API's description has it.
    pub path: &'static str,
    /// Who may ask.
    pub who: Who,
    /// What of it.
    pub shows: Shows,
    /// Its body.
    pub body: Body,
}

const fn get(path: &'static str, who: Who, shows: Shows) -> Access {
    Access {
        method: "GET",
        path,
        who,
        shows,
        body: Body::None,
    }
}

const fn delete(path: &'static str, who: Who, shows: Shows) -> Access {
    Access {
        method: "DELETE",
        path,
        who,
        shows,
        body: Body::None,
    }
}

const fn post(path: &'static str, who: Who, shows: Shows, body: Body) -> Access {
    Access {
        method: "POST",
        path,
        who,
        shows,
        body,
    }
}

/// The table.
pub const TABLE: &[Access] = &[
    get("/", Who::Anyone, Shows::Same),
    get("/console/{*path}", Who::Anyone, Shows::Same),
    get("/verify.html", Who::Anyone, Shows::Same),
    get("/healthz", Who::Anyone, Shows::Same),
    get("/readyz", Who::Anyone, Shows::Same),
    get("/metrics", Who::Anyone, Shows::Same),
    get("/v1/openapi.json", Who::Anyone, Shows::Same),
    get("/v1/docs", Who::Anyone, Shows::Same),
    get("/v1/register", Who::Anyone, Shows::Same),
    post(
        "/v1/statements",
        Who::Anyone,
        Shows::Statement,
        Body::Submission,
    ),
    get("/v1/parties", Who::Enrolled, Shows::Same),
    get("/v1/desks", Who::Enrolled, Shows::Same),
    get("/v1/keys", Who::Enrolled, Shows::Same),
    get("/v1/zones", Who::Enrolled, Shows::Same),
    get("/v1/zones/{zone}", Who::Enrolled, Shows::Same),
    get("/v1/channels", Who::Enrolled, Shows::Own),
    get("/v1/notifications", Who::Enrolled, Shows::Portion),
    get(
        "/v1/notifications/{party}/{notification}",
        Who::Enrolled,
        Shows::Portion,
    ),
    get("/v1/places", Who::Enrolled, Shows::Portion),
    get("/v1/requests", Who::Enrolled, Shows::Own),
    get("/v1/requests/{request}", Who::Enrolled, Shows::Own),
    get("/v1/coverage", Who::Enrolled, Shows::Own),
    get("/v1/plans", Who::Enrolled, Shows::Own),
    get("/v1/checks/{index}", Who::Enrolled, Shows::Own),
    get("/v1/inbox", Who::Enrolled, Shows::Own),
    get("/v1/alerts", Who::Enrolled, Shows::Own),
    get("/v1/outbox", Who::Enrolled, Shows::Own),
    post("/v1/outbox/retry", Who::Centre, Shows::Same, Body::Small),
    post("/v1/outbox/drop", Who::Centre, Shows::Same, Body::Small),
    get("/v1/stops", Who::Enrolled, Shows::Own),
    get("/v1/line-tests", Who::Enrolled, Shows::Same),
    get("/v1/looks", Who::Enrolled, Shows::Own),
    get("/v1/duty", Who::Enrolled, Shows::Own),
    get("/v1/handover", Who::Enrolled, Shows::Own),
    get("/v1/informed", Who::Enrolled, Shows::Own),
    get("/v1/holds", Who::Enrolled, Shows::Own),
    get("/v1/actors", Who::Enrolled, Shows::Same),
    get("/v1/actors/{id}/designations", Who::Enrolled, Shows::Same),
    get("/v1/agreements", Who::Enrolled, Shows::Same),
    get("/v1/agreements/{id}", Who::Enrolled, Shows::Same),
    get("/v1/agreements/{id}/calendar", Who::Enrolled, Shows::Same),
    get("/v1/incidents", Who::Enrolled, Shows::Portion),
    get("/v1/incidents/{incident}", Who::Enrolled, Shows::Portion),
    get(
        "/v1/incidents/{incident}/claims",
        Who::Enrolled,
        Shows::Portion,
    ),
    get(
        "/v1/incidents/{incident}/side-by-side",
        Who::Enrolled,
        Shows::Portion,
    ),
    get(
        "/v1/incidents/{incident}/timeline",
        Who::Enrolled,
        Shows::Portion,
    ),
    get(
        "/v1/incidents/{incident}/state",
        Who::Enrolled,
        Shows::Portion,
    ),
    get(
        "/v1/information-requests/{request}",
        Who::Enrolled,
        Shows::Portion,
    ),
    get("/v1/claims/{claim}", Who::Enrolled, Shows::Portion),
    get("/v1/allegations", Who::Enrolled, Shows::Own),
    get(
        "/v1/allegations/{party}/{allegation}",
        Who::Enrolled,
        Shows::Own,
    ),
    get("/v1/reconciliations", Who::Enrolled, Shows::Own),
    get(
        "/v1/reconciliations/{reconciliation}",
        Who::Enrolled,
        Shows::Own,
    ),
    get(
        "/v1/reconciliations/{reconciliation}/proposal",
        Who::Enrolled,
        Shows::Own,
    ),
    get(
        "/v1/reconciliations/{reconciliation}/draft",
        Who::Enrolled,
        Shows::Own,
    ),
    get("/v1/bulletins", Who::Anyone, Shows::Same),
    get("/v1/bulletins/feed", Who::Anyone, Shows::Same),
    get("/v1/bulletins/feed/{zone}", Who::Anyone, Shows::Same),
    get("/v1/bulletins/{party}/{bulletin}", Who::Anyone, Shows::Same),
    get(
        "/v1/bulletins/{party}/{bulletin}/page",
        Who::Anyone,
        Shows::Same,
    ),
    get(
        "/v1/bulletins/{party}/{bulletin}/table",
        Who::Anyone,
        Shows::Same,
    ),
    get(
        "/v1/bulletins/{party}/{bulletin}/proof",
        Who::Anyone,
        Shows::Same,
    ),
    get("/v1/evidence", Who::Enrolled, Shows::Portion),
    get("/v1/evidence/{evidence}", Who::Enrolled, Shows::Portion),
    get(
        "/v1/evidence/{evidence}/content",
        Who::Enrolled,
        Shows::Portion,
    ),
    get("/v1/records", Who::Enrolled, Shows::Portion),
    get("/v1/records/{index}", Who::Enrolled, Shows::Portion),
    get("/v1/receipts/{index}", Who::Enrolled, Shows::Own),
    get("/v1/checkpoint", Who::Enrolled, Shows::Same),
    get("/v1/consistency", Who::Enrolled, Shows::Same),
    get("/v1/portion", Who::Enrolled, Shows::Portion),
    get("/v1/events", Who::Enrolled, Shows::Portion),
    post("/v1/inquiries", Who::Enrolled, Shows::Portion, Body::Small),
    post("/v1/bundles", Who::Enrolled, Shows::Portion, Body::Small),
    post("/v1/challenges", Who::Anyone, Shows::Same, Body::None),
    post("/v1/session", Who::Anyone, Shows::Same, Body::Small),
    get("/v1/session", Who::Enrolled, Shows::Own),
    delete("/v1/session", Who::Enrolled, Shows::Own),
    delete("/v1/persons/{person}/sessions", Who::Centre, Shows::Same),
    post("/v1/invitations", Who::Centre, Shows::Same, Body::Small),
    get("/v1/invitations", Who::Centre, Shows::Same),
    delete("/v1/invitations/{name}", Who::Centre, Shows::Same),
    post("/v1/cards", Who::Anyone, Shows::Same, Body::Small),
    post("/v1/vault/rotation", Who::Centre, Shows::Same, Body::None),
    get("/v1/vault/rotation", Who::Centre, Shows::Same),
    get("/log/checkpoint", Who::Anyone, Shows::Same),
    get("/log/tile/{*path}", Who::Anyone, Shows::Same),
    post(
        "/witness/add-checkpoint",
        Who::Anyone,
        Shows::Same,
        Body::Small,
    ),
];

/// The row of an endpoint.
#[must_use]
pub fn of(method: &str, path: &str) -> Option<&'static Access> {
    // Who asks for the head of an answer asks for the answer.
    let method = if method == "HEAD" { "GET" } else { method };
    TABLE
        .iter()
        .find(|row| row.method == method && row.path == path)
}
