//! Self-checks as FHIR R4 (HL7, 4.0.1): `QuestionnaireResponse` with its `Observation` and `Questionnaire`, in a `Bundle`.

mod read;
mod rest;
mod write;

pub(super) use read::read;
pub(super) use rest::{read as read_rest, write as write_rest};
pub(super) use write::{Written, write};

/// The weight of an answer, as R4, its successor and its forerunner call it.
pub(super) const WEIGHTS: [&str; 3] = [
    "http://hl7.org/fhir/StructureDefinition/ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/itemWeight",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-ordinalValue",
];
