use super::*;
use proptest::prelude::*;

proptest! {
    #[test]
    fn text_and_back(bytes: [u8; 16]) {
        let id = NotificationId::from_bytes(bytes);
        prop_assert_eq!(NotificationId::parse(&id.to_string()), Ok(id));
        prop_assert!(PlanId::parse(&id.to_string()).is_err());
    }

    #[test]
    fn any_text_is_read_or_refused(text: String) {
        if let Ok(id) = ActId::parse(&text) {
            prop_assert_eq!(id.to_string(), text);
        }
    }
}
