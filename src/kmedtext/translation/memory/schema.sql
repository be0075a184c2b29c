-- The memory's tables. `user_version` is the version of this schema.
-- `said` is a digest of direction and text: what is asked for. A text has one unit for each engine and glossary, and
-- one that people made. `reverse` marks the other direction of a unit that people made, which serves both.

CREATE TABLE engines(
  id INTEGER PRIMARY KEY,
  signature TEXT NOT NULL,
  name TEXT NOT NULL,
  model TEXT NOT NULL,
  UNIQUE(signature, name, model)
);

CREATE TABLE units(
  id INTEGER PRIMARY KEY,
  said BLOB NOT NULL,
  signature INTEGER NOT NULL,
  engine INTEGER NOT NULL REFERENCES engines(id),
  glossary TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  text TEXT NOT NULL,
  translation TEXT NOT NULL,
  origin TEXT NOT NULL CHECK(origin IN ('human', 'machine')),
  reverse INTEGER NOT NULL DEFAULT 0,
  made TEXT NOT NULL,
  used INTEGER NOT NULL,
  UNIQUE(said, origin, signature, glossary)
);

CREATE INDEX units_used ON units(origin, used);

CREATE TABLE grams(
  gram INTEGER NOT NULL,
  unit INTEGER NOT NULL,
  PRIMARY KEY(gram, unit)
) WITHOUT ROWID;

-- Answers that lost what they had to keep: how the text was sent then, so that it is not sent that way again.
CREATE TABLE rejected(
  said BLOB NOT NULL,
  signature INTEGER NOT NULL,
  glossary TEXT NOT NULL,
  form INTEGER NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY(said, signature, glossary, form)
) WITHOUT ROWID;
