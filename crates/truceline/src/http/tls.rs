//! TLS: certificate files, or an authority of our own, made once and kept beside the data folder's keys.
//!
//! ```text
//! tls/authority.pem      what clients are given (--server-ca); its fingerprint is printed at each start
//! tls/authority.key      signs the server's certificate
//! tls/server.pem .key    made anew when a name is added
//! tls/names              the names that it is for
//! ```

use crate::exit::Problem;
use crate::file;
use crate::wire::party::fingerprint;
use axum_server::tls_rustls::RustlsConfig;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use truceline_engine::disk;

/// A certificate file with its chain holds some kilobytes.
const MAX_PEM_BYTES: u64 = 256 << 10;

/// A certificate and its key, as files.
#[derive(Clone, Debug)]
pub struct Files {
    /// The certificate and its chain, PEM.
    pub certificate: PathBuf,
    /// Its key, PEM.
    pub key: PathBuf,
}

/// An authority of our own.
#[derive(Clone, Debug)]
pub struct Own {
    /// What clients are given.
    pub authority: PathBuf,
    /// Its SHA-256, in groups to read aloud.
    pub fingerprint: String,
    /// The server's certificate.
    pub files: Files,
}

/// What rustls goes by.
///
/// # Errors
/// [`Problem`] naming the file.
pub fn config(files: &Files) -> Result<RustlsConfig, Problem> {
    let wrong = |path: &Path, what: &dyn std::fmt::Display| {
        Problem::usage(format!("{}: {what}", path.display()))
    };
    let certificate = file::read(&files.certificate, MAX_PEM_BYTES)?;
    let chain: Result<Vec<CertificateDer<'static>>, _> =
        CertificateDer::pem_slice_iter(&certificate).collect();
    let chain = chain.map_err(|error| wrong(&files.certificate, &error))?;
    let key = file::read(&files.key, MAX_PEM_BYTES)?;
    let key = PrivateKeyDer::from_pem_slice(&key).map_err(|error| wrong(&files.key, &error))?;
    let provider = Arc::new(default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| wrong(&files.certificate, &error))?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|error| wrong(&files.certificate, &error))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(RustlsConfig::from_config(Arc::new(config)))
}

/// The authority in a folder, made where there is none, and a certificate of it for these names.
///
/// # Errors
/// [`Problem`] naming the file.
pub fn own(folder: &Path, names: &[String]) -> Result<Own, Problem> {
    let cannot = |error: rcgen::Error| {
        Problem::unavailable(format!(
            "{}: no certificate could be made: {error}",
            folder.display()
        ))
    };
    disk::create_private_folder(folder)
        .map_err(|error| Problem::unavailable(format!("{}: {error}", folder.display())))?;
    let path = |name: &str| folder.join(name);
    let (authority, authority_key) = (path("authority.pem"), path("authority.key"));
    let mut params = CertificateParams::new(Vec::new()).map_err(cannot)?;
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
        .distinguished_name
        .push(DnType::CommonName, "Truceline local authority");
    if !authority.exists() {
        let key = KeyPair::generate().map_err(cannot)?;
        let certificate = params.self_signed(&key).map_err(cannot)?;
        file::write_new(&authority_key, key.serialize_pem().as_bytes())?;
        file::write_public(&authority, certificate.pem().as_bytes())?;
    }
    let files = Files {
        certificate: path("server.pem"),
        key: path("server.key"),
    };
    let wanted: String = names.iter().map(|name| format!("{name}\n")).collect();
    let made_for = std::fs::read_to_string(path("names")).unwrap_or_default();
    if made_for != wanted || !files.certificate.exists() {
        let key =
            KeyPair::from_pem(&file::read_text(&authority_key, MAX_PEM_BYTES)?).map_err(cannot)?;
        let issuer = rcgen::Issuer::from_params(&params, key);
        let mut server = CertificateParams::new(names.to_vec()).map_err(cannot)?;
        server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        server
            .distinguished_name
            .push(DnType::CommonName, "Truceline");
        let own = KeyPair::generate().map_err(cannot)?;
        let certificate = server.signed_by(&own, &issuer).map_err(cannot)?;
        file::replace(&files.key, own.serialize_pem().as_bytes())?;
        file::replace(&files.certificate, certificate.pem().as_bytes())?;
        file::replace(&path("names"), wanted.as_bytes())?;
    }
    let pem = file::read(&authority, MAX_PEM_BYTES)?;
    let der = CertificateDer::from_pem_slice(&pem)
        .map_err(|error| Problem::usage(format!("{}: {error}", authority.display())))?;
    let digest: [u8; 32] = Sha256::digest(&der).into();
    Ok(Own {
        authority,
        fingerprint: fingerprint(&digest),
        files,
    })
}
