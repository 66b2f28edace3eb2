// Never run where this project is made: there is no Android SDK. `README.md` says what was run instead.
plugins {
    alias(libs.plugins.android) apply false
    alias(libs.plugins.compose) apply false
}
