package main

import "context"

func mutateTests(context.Context, *env, []tested, bool) error { return nil }
