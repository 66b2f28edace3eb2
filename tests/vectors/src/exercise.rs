//! Kind `exercise`: what an exercise says at a moment.

use serde_json::Value;

/// What comes out of a case, by the fields of `expect`.
pub(crate) fn got(_case: &Value) -> Result<Value, String> {
    Err("not there yet".to_owned())
}
