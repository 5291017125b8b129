"""mentions → entities: one person, organization or outlet over many articles and three languages."""

from __future__ import annotations

from otkuda.entities.matching import match
from otkuda.entities.mention import Decision, Entity, Held, Mention
from otkuda.entities.resolving import Known, resolve, unfit
from otkuda.entities.weights import Verdict

__all__ = ["Decision", "Entity", "Held", "Known", "Mention", "Verdict", "match", "resolve", "unfit"]
