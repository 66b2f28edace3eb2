//! Writes the Swift side.
fn main() {
    uniffi::uniffi_bindgen_swift()
}
