//! The published description (`docs/protocol/openapi.yaml`) against the running relay: every answer that any test here gets is checked
//! against it, and both name the same calls and the same problems.

use crate::stand::{Answer, Call, Phone, Stand};
use jsonschema::{Draft, Validator};
use peerline_protocol::call::Reason;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A phone whose every exchange is checked against the description.
pub fn phone(stand: &Stand) -> Phone {
    stand.phone().watched(check)
}

/// Fails unless this answer is one that the description has for this call.
pub fn check(call: &Call, answer: &Answer) {
    let path = call.path.split('?').next().unwrap();
    let Some((template, operation)) = operation(call.method.as_str(), path) else {
        assert_eq!(answer.outcome(), (404, Some(Reason::NotFound)), "{path} is not described");
        return;
    };
    let about = format!("{} {template} -> {}", call.method, answer.status);
    let response = &operation["responses"][answer.status.to_string()];
    assert!(!response.is_null(), "{about} is not described");
    let response = resolved(response);
    let Some(content) = response["content"].as_object() else {
        assert!(answer.body.is_empty(), "{about} has a body");
        return;
    };
    let kind = answer.header("content-type").split(';').next().unwrap();
    let schema = content.get(kind).unwrap_or_else(|| panic!("{about} is {kind}"));
    if kind.ends_with("json") {
        let instance: Value =
            serde_json::from_slice(&answer.body).unwrap_or_else(|_| panic!("{about}: no JSON"));
        let errors: Vec<_> =
            validator(&schema["schema"]).iter_errors(&instance).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new(), "{about}");
    }
    for (name, header) in response["headers"].as_object().into_iter().flatten() {
        let value = answer.header(name);
        let schema = &resolved(header)["schema"];
        let instance = value.parse::<i64>().map_or_else(|_| json!(value), |number| json!(number));
        let optional = answer.status == 429;
        assert!(
            optional && value.is_empty() || validator(schema).is_valid(&instance),
            "{about}: {name}: {value}"
        );
    }
}

#[tokio::test]
async fn every_call_of_the_description_is_served() {
    let stand = Stand::start().await;
    let phone = phone(&stand);
    let id = "AAAAAAAAAAAAAAAAAAAAAA";
    let hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    for (template, method) in calls() {
        let path = template
            .replace("{sha256}", hash)
            .replace("{pool}", id)
            .replace("{peer}", id)
            .replace("{id}", id);
        let call = Call { method: method.to_uppercase().parse().unwrap(), ..Call::get(path) };
        let answer = phone.call(call).await;
        // Served: it either succeeds, misses its bearer, or does not know this pool or file; and that is counted under its name.
        assert!(matches!(answer.status, 200 | 401 | 404), "{method} {template}: {}", answer.status);
    }
    stand.pass(900).await;
    let counted = phone.call(Call::get("/metrics")).await;
    assert_eq!((counted.status, counted.body.len()), (200, 0), "single calls are not told");
    for (template, method) in calls() {
        let path = template
            .replace("{sha256}", hash)
            .replace("{pool}", id)
            .replace("{peer}", id)
            .replace("{id}", id);
        for _ in 0..10 {
            phone
                .call(Call { method: method.to_uppercase().parse().unwrap(), ..Call::get(path.clone()) })
                .await;
        }
    }
    stand.pass(900).await;
    let counted = String::from_utf8(phone.call(Call::get("/metrics")).await.body.to_vec()).unwrap();
    let told: BTreeSet<_> = counted.lines().map(|line| line.split('"').nth(1).unwrap().to_owned()).collect();
    let described: BTreeSet<_> = calls()
        .into_iter()
        .map(|(template, method)| format!("{} {template}", method.to_uppercase()))
        .collect();
    assert_eq!(told, described);
}

#[test]
fn the_description_and_the_program_name_the_same_problems() {
    let code: BTreeSet<_> =
        Reason::ALL.iter().map(|reason| format!("{}{}", Reason::PREFIX, reason.word())).collect();
    let listed = &description()["components"]["schemas"]["Problem"]["properties"]["type"]["enum"];
    let listed: BTreeSet<_> =
        listed.as_array().unwrap().iter().map(|kind| kind.as_str().unwrap().to_owned()).collect();
    assert_eq!(listed, code);

    let mut of_calls = BTreeSet::new();
    for (template, method) in calls() {
        for (status, response) in description()["paths"][&template][&method]["responses"].as_object().unwrap()
        {
            for content in resolved(response)["content"].as_object().into_iter().flatten() {
                let kind = &content.1["schema"]["allOf"][1]["properties"]["type"];
                for kind in kind["enum"].as_array().into_iter().flatten().chain(kind.get("const")) {
                    let kind = kind.as_str().unwrap();
                    let reason =
                        Reason::ALL.iter().find(|reason| kind.ends_with(&format!(":{}", reason.word())));
                    assert_eq!(
                        reason.map(|reason| reason.status().to_string()).as_ref(),
                        Some(status),
                        "{kind}"
                    );
                    of_calls.insert(kind.to_owned());
                }
            }
        }
    }
    assert_eq!(of_calls, code, "each problem is one of some call");
}

#[test]
fn the_check_itself_notices_what_is_not_described() {
    let schema = &description()["components"]["schemas"]["Done"];
    assert!(validator(schema).is_valid(&json!({"rev": 1})));
    for wrong in [json!({}), json!({"rev": "1"}), json!({"rev": -1})] {
        assert!(!validator(schema).is_valid(&wrong), "{wrong}");
    }
    let problem =
        &description()["components"]["responses"]["Stale"]["content"]["application/problem+json"]["schema"];
    let other = json!({"type": "urn:peerline:problem:taken", "title": "", "status": 409});
    assert!(!validator(problem).is_valid(&other));
}

fn description() -> &'static Value {
    static DESCRIPTION: OnceLock<Value> = OnceLock::new();
    DESCRIPTION.get_or_init(|| {
        let text = include_str!("../../../docs/protocol/openapi.yaml");
        serde_norway::from_str(text).expect("the description is YAML")
    })
}

fn calls() -> Vec<(String, String)> {
    let methods = ["get", "put", "post", "delete"];
    let paths = description()["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(template, operations)| {
        let named = methods.into_iter().filter(|method| operations.get(method).is_some());
        named.map(|method| (template.clone(), method.to_owned()))
    });
    all.collect()
}

fn operation(method: &str, path: &str) -> Option<(String, &'static Value)> {
    let fits = |template: &str| {
        let (mut parts, mut wanted) = (path.split('/'), template.split('/'));
        wanted
            .by_ref()
            .all(|wanted| parts.next().is_some_and(|part| wanted.starts_with('{') || wanted == part))
            && parts.next().is_none()
    };
    let (template, operations) =
        description()["paths"].as_object().unwrap().iter().find(|(template, _)| fits(template))?;
    Some((template.clone(), operations.get(method.to_lowercase())?))
}

fn resolved(value: &'static Value) -> &'static Value {
    match value["$ref"].as_str() {
        Some(reference) => {
            description().pointer(reference.trim_start_matches('#')).expect("the reference leads somewhere")
        }
        None => value,
    }
}

/// The schema with the whole description around it, so that its references lead somewhere.
fn validator(schema: &Value) -> Validator {
    let root = json!({"allOf": [schema], "components": description()["components"]});
    jsonschema::options().with_draft(Draft::Draft202012).build(&root).expect("the schema is one")
}
