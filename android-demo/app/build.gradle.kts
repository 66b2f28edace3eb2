plugins {
    alias(libs.plugins.android)
    alias(libs.plugins.compose)
}

android {
    namespace = "org.peerline.app"
    compileSdk = 36

    defaultConfig {
        applicationId = "org.peerline.app"
        minSdk = 28
        targetSdk = 36
        versionCode = 1
        versionName = "0.1.0"
        // `cargo xtask android` puts the library here, with pages of 16 KiB.
        ndk { abiFilters += listOf("arm64-v8a", "x86_64") }
    }

    // Before this: `cargo xtask bindings` and `cargo xtask tokens`.
    sourceSets["main"].kotlin.srcDirs("generated/kotlin", "../../bindings/kotlin/src/main/kotlin", "../../bindings/kotlin/generated")
    sourceSets["main"].res.srcDirs("generated/res")

    buildTypes {
        release {
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"), "rules.pro")
        }
    }
    buildFeatures { compose = true }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    packaging { jniLibs.useLegacyPackaging = false }
    testOptions { unitTests.isIncludeAndroidResources = true }
}

dependencies {
    implementation(libs.compose.ui)
    implementation(libs.compose.foundation)
    implementation(libs.compose.material3)
    implementation(libs.activity.compose)
    implementation(libs.lifecycle.compose)
    implementation(libs.lifecycle.viewmodel)
    implementation(libs.core)
    implementation(libs.coroutines)
    implementation("net.java.dev.jna:jna:${libs.versions.jna.get()}@aar")
    testImplementation(libs.jna)
    testImplementation(libs.compose.test)
    testImplementation(libs.robolectric)
    testImplementation(libs.junit)
}
