use super::http::HttpTransport;
use super::*;
use crate::ids::RelayId;
use peerline_protocol::call::Submitted;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};

/// A relay that answers every call with the same status and body.
struct Saying(u16, String);

impl Transport for Saying {
    fn send<'a>(&'a self, _: &'a RelayAddress, _: &'a FinishedCall) -> Sending<'a> {
        let body = Sensitive::new(self.1.clone().into_bytes());
        Box::pin(async move { Ok(Reply { status: self.0, body, retry_after: None }) })
    }
}

fn http(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
        .into_bytes()
}

/// A TLS server for `localhost` with a certificate of its own making; gives the certificate.
fn tls_server(answer: Vec<u8>) -> (SocketAddr, Vec<u8>) {
    let provider = rustls::crypto::ring::default_provider();
    let key = rcgen::KeyPair::generate().unwrap();
    tls_server_of(provider, &[&rustls::version::TLS13], &key, answer)
}

/// The same, of given parts.
fn tls_server_of(
    provider: rustls::crypto::CryptoProvider,
    versions: &[&'static rustls::SupportedProtocolVersion],
    key: &rcgen::KeyPair,
    answer: Vec<u8>,
) -> (SocketAddr, Vec<u8>) {
    let made = rcgen::CertificateParams::new(["localhost".to_owned()]).unwrap().self_signed(key).unwrap();
    let certificate = made.der().to_vec();
    let key = rustls::pki_types::PrivatePkcs8KeyDer::from(key.serialize_der());
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(provider))
        .with_protocol_versions(versions)
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone().into()], key.into())
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = rustls::ServerConnection::new(config.clone()).unwrap();
            let mut stream = rustls::StreamOwned::new(connection, stream.unwrap());
            if stream.read(&mut [0; 4096]).is_ok() {
                let _ = stream.write_all(&answer);
                stream.conn.send_close_notify();
                let _ = stream.flush();
            }
        }
    });
    (address, certificate)
}

/// What a phone that pins a certificate is answered.
fn asked(address: SocketAddr, certificate: Vec<u8>) -> Result<u16, TransportError> {
    let url = format!("https://localhost:{}", address.port());
    let relay = RelayAddress::new(RelayId::new([1; 16]), &url, Some(certificate)).unwrap();
    run(HttpTransport::default().send(&relay, &calls::manifest())).map(|reply| reply.status)
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

#[test]
fn only_https_and_nothing_but_a_host_is_an_address() {
    let address = |url: &str| RelayAddress::new(RelayId::new([1; 16]), url, None).map(|_| ());
    assert_eq!(address("https://relay.example"), Ok(()));
    assert_eq!(address("https://relay.example:8443/"), Ok(()));
    assert_eq!(address("http://relay.example"), Err(AddressRefused::NotHttps));
    assert_eq!(address("http://127.0.0.1.example:80"), Err(AddressRefused::NotHttps));
    assert_eq!(address("ftp://relay.example"), Err(AddressRefused::NotHttps));
    for wrong in
        ["https://", "https://relay.example/path", "https://user@relay.example", "https://relay.example?x"]
    {
        assert_eq!(address(wrong), Err(AddressRefused::NotAnOrigin), "{wrong}");
    }
}

#[cfg(feature = "demo")]
#[test]
fn in_a_demo_plain_http_goes_to_this_machine_only() {
    let address = |url: &str| RelayAddress::new(RelayId::new([1; 16]), url, None).is_ok();
    assert!(address("http://127.0.0.1:8080") && address("http://[::1]:8080"));
    assert!(
        !address("http://localhost:8080") && !address("http://10.0.0.1:8080") && !address("http://127.0.0.1")
    );
}

#[test]
fn each_wrong_answer_has_its_own_error_and_none_of_the_relays_words() {
    let problem = |reason: Reason| serde_json::to_string(&Problem::of(reason)).unwrap();
    let later = r#"{"type":"urn:peerline:problem:of-a-later-time","title":"Dana","status":400}"#;
    let taken = Refusal { reason: Reason::Taken, retry_after: None, stored: None };
    let cases = [
        (200, r#"{"ladder_s":[1,2,3],"left_s":6}"#.to_owned(), Ok(())),
        (200, "<html>sign in to the station's network</html>".to_owned(), Err(CallError::Garbage)),
        (200, r#"{"ladder_s":[1,2],"left_s":6}"#.to_owned(), Err(CallError::Garbage)),
        (302, String::new(), Err(CallError::Garbage)),
        (304, String::new(), Err(CallError::NotModified)),
        (502, "<html></html>".to_owned(), Err(CallError::UnknownRefusal(502))),
        (409, problem(Reason::Taken), Err(CallError::Refused(taken))),
        (410, problem(Reason::Taken), Err(CallError::Garbage)),
        (400, later.to_owned(), Err(CallError::UnknownRefusal(400))),
    ];
    let address = RelayAddress::new(RelayId::new([1; 16]), "https://relay.example", None).unwrap();
    for (status, body, expected) in cases {
        let relay = Relay::new(address.clone(), Arc::new(Saying(status, body)));
        let given = run(relay.call::<Submitted>(&calls::manifest())).map(|_| ());
        assert!(!format!("{given:?}").contains("Dana"));
        assert_eq!(given, expected);
    }
}

#[test]
fn only_a_certificate_that_we_trust_is_the_relay() {
    let (address, certificate) = tls_server(http("{}"));
    let status = |root: Option<Vec<u8>>| {
        let url = format!("https://localhost:{}", address.port());
        let relay = RelayAddress::new(RelayId::new([1; 16]), &url, root).unwrap();
        run(HttpTransport::default().send(&relay, &calls::manifest())).map(|reply| reply.status)
    };
    assert_eq!(status(None), Err(TransportError::Untrusted), "the bundled roots do not vouch for it");
    assert_eq!(status(Some(certificate)), Ok(200), "pinned");
    let other = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    assert_eq!(status(Some(other.cert.der().to_vec())), Err(TransportError::Untrusted), "another one pinned");
}

#[test]
fn a_relay_may_have_any_usual_key_and_speak_any_usual_curve() {
    use rustls::crypto::ring::{ALL_KX_GROUPS, default_provider};
    let made = |algorithm| rcgen::KeyPair::generate_for(algorithm).unwrap();
    // Made for this test, with `openssl genpkey`: ring verifies RSA and makes no keys.
    let rsa = rustls::pki_types::PrivatePkcs8KeyDer::from(&include_bytes!("tests/rsa-2048.pkcs8")[..]);
    let rsa = |algorithm| rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&rsa, algorithm).unwrap();
    let keys = [
        made(&rcgen::PKCS_ECDSA_P256_SHA256),
        made(&rcgen::PKCS_ECDSA_P384_SHA384),
        made(&rcgen::PKCS_ED25519),
        rsa(&rcgen::PKCS_RSA_SHA256),
        rsa(&rcgen::PKCS_RSA_SHA512),
    ];
    for key in &keys {
        for group in ALL_KX_GROUPS {
            for suite in
                rustls::crypto::ring::ALL_CIPHER_SUITES.iter().filter(|suite| suite.tls13().is_some())
            {
                let provider = rustls::crypto::CryptoProvider {
                    kx_groups: vec![*group],
                    cipher_suites: vec![*suite],
                    ..default_provider()
                };
                let (address, certificate) =
                    tls_server_of(provider, &[&rustls::version::TLS13], key, http("{}"));
                assert_eq!(asked(address, certificate), Ok(200), "{:?} {group:?} {suite:?}", key.algorithm());
            }
        }
    }
}

#[test]
fn a_relay_that_speaks_only_an_older_tls_is_not_spoken_to() {
    let key = rcgen::KeyPair::generate().unwrap();
    let provider = rustls::crypto::ring::default_provider();
    let (address, certificate) = tls_server_of(provider, &[&rustls::version::TLS12], &key, http("{}"));
    assert_eq!(asked(address, certificate), Err(TransportError::Untrusted));
}

#[test]
fn a_relay_that_is_down_is_unreachable() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let relay = RelayAddress::new(RelayId::new([1; 16]), &format!("https://{address}"), None).unwrap();
    let given = run(HttpTransport::default().send(&relay, &calls::manifest()));
    assert_eq!(given.err(), Some(TransportError::Unreachable));
}

#[test]
fn the_phone_needs_no_process_wide_cryptography() {
    assert!(HttpTransport::clients_build());
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
}

#[test]
fn an_answer_that_is_too_large_is_cut_off() {
    let (address, certificate) = tls_server(http(&"x".repeat(1 << 20)));
    let url = format!("https://localhost:{}", address.port());
    let relay = RelayAddress::new(RelayId::new([1; 16]), &url, Some(certificate)).unwrap();
    let given = run(HttpTransport::default().send(&relay, &calls::manifest()));
    assert_eq!(given.err(), Some(TransportError::TooMuch));
}

#[test]
fn a_call_prints_neither_path_nor_secret_nor_body() {
    let id = crate::ids::RequestId::new([0xAB; 16]);
    let call = calls::next(&id, &Sensitive::new([0xCD; 32]), 7, [1; 16]);
    let printed = format!("{call:?}");
    assert!(
        !printed.contains(&id.to_string()) && !printed.contains("rev") && !printed.contains("205"),
        "{printed}"
    );
}

#[test]
fn a_cursor_that_is_none_is_not_sent_back() {
    let secret = Sensitive::new([1; 32]);
    let id = crate::ids::RequestId::new([2; 16]);
    let path = |after| calls::events(&id, &secret, after, Duration::from_secs(90)).path.expose().clone();
    assert!(path(Some("abc.12")).ends_with("/events?after=abc.12&wait=55"));
    assert!(path(Some("x&owner=1")).ends_with("/events?wait=55"));
}
