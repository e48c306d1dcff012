//! What reaches a server from outside, before anybody is known to have sent it.

use super::{text, writes_again};
use truceline::client::base::Base;
use truceline::invitation::Code;
use truceline::sign_in::cookie::Transport;
use truceline::signature::digest::ContentDigest;
use truceline::signature::params::{Params, parse_signature, signature_field};

/// Headers of a signed request; they have one spelling.
pub fn program_signed_request(data: &[u8]) {
    let Some(text) = text(data) else { return };
    if let Ok(params) = Params::parse(text) {
        assert!(params.field() == text, "parameters write another header");
    }
    if let Ok(signature) = parse_signature(text) {
        assert!(
            signature_field(&signature) == text,
            "a signature writes another header"
        );
    }
    if let Ok(digest) = ContentDigest::parse(text) {
        writes_again(&digest, data);
    }
}

/// What reaches a server without a signature over it: codes of invitations, cookies, addresses.
pub fn program_sent_in(data: &[u8]) {
    let Some(text) = text(data) else { return };
    if let Some(code) = Code::parse(text) {
        let again = Code::parse(&code.expose());
        assert!(again == Some(code), "a code said is another");
    }
    for transport in [Transport::Secure, Transport::PlainLoopback] {
        let _ = transport.token([text]);
    }
    if let Ok(base) = Base::parse(text) {
        let again = Base::parse(&base.to_string());
        assert!(again == Ok(base), "an address written is another");
    }
}
