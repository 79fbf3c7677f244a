use serde::ser::SerializeMap;

use super::{DriftKind, Extra, Member, Payload, Survey};

/// Writes a member: as it came, while the field still says what came; else as the field says.
pub(crate) fn write_member<T: Member, M: SerializeMap>(
    map: &mut M,
    name: &'static str,
    index: usize,
    member: Option<&T>,
    extra: &Extra,
) -> Result<(), M::Error> {
    if let Some(raw) = extra.get(name)
        && T::of(raw).as_ref() == member
    {
        return map.serialize_entry(name, raw);
    }
    match member {
        Some(value) => map.serialize_entry(name, value),
        None if extra.is_null(index) => map.serialize_entry(name, &()),
        None => Ok(()),
    }
}

/// Writes the members that this version does not know.
pub(crate) fn write_extra<T: Payload, M: SerializeMap>(
    map: &mut M,
    extra: &Extra,
) -> Result<(), M::Error> {
    let mut unknown = extra.iter().filter(|(name, _)| !T::MEMBERS.contains(name));
    unknown.try_for_each(|(name, value)| map.serialize_entry(name, value))
}

pub(crate) fn survey_member<T: Member>(
    survey: &mut Survey,
    name: &'static str,
    member: Option<&T>,
    extra: &Extra,
) {
    match member {
        Some(value) => survey.member(name, |survey| value.survey(survey)),
        None if extra.get(name).is_some() => survey.member(name, |s| s.note(DriftKind::Type)),
        None => {}
    }
}

pub(crate) fn survey_extra<T: Payload>(survey: &mut Survey, extra: &Extra) {
    for (name, _) in extra.iter().filter(|(name, _)| !T::MEMBERS.contains(name)) {
        survey.member(name, |survey| survey.note(DriftKind::Field));
    }
}
