package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
)

// The schema's history: N.sql leads from version N-1 to N. A file never changes once a
// version of foxhound was released with it.
//
//go:embed schema
var schemas embed.FS

// version is the newest schema.
const version = 3

// application marks the file as a store of foxhound, in SQLite's header.
const application = 0x666f7868 // "foxh"

// migrate brings the file to the newest schema, in one transaction.
func (s *Store) migrate(ctx context.Context) error {
	var app, have, tables int
	err := s.db.QueryRowContext(ctx, "SELECT a.application_id, v.user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id a, pragma_user_version v").Scan(&app, &have, &tables)
	switch {
	case err != nil:
		return err
	case app != application && tables > 0:
		return &foreignError{}
	case have > version:
		return fmt.Errorf("its schema is version %d, and this foxhound knows %d: use the newer foxhound that wrote it", have, version)
	case have == version:
		return nil
	case s.opts.Existing && have == 0:
		return ErrNone
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := upgrade(ctx, tx, version); err != nil {
		return err
	}
	return tx.Commit()
}

// upgrade runs the scripts that lead to a version. Another process may have run them since.
func upgrade(ctx context.Context, tx *sql.Tx, to int) error {
	var have int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return err
	}
	for v := have + 1; v <= to; v++ {
		script, err := schemas.ReadFile(fmt.Sprintf("schema/%d.sql", v))
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(script)); err != nil {
			return fmt.Errorf("schema %d: %w", v, err)
		}
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", max(have, to), application))
	return err
}
