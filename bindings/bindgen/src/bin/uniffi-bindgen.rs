//! Writes the Kotlin side.
fn main() {
    uniffi::uniffi_bindgen_main()
}
