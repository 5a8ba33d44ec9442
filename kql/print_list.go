package kql

import "strings"

// docs maps a list.
func docs[T any](list []T, print func(T) *doc) []*doc {
	out := make([]*doc, len(list))
	for i, item := range list {
		out[i] = print(item)
	}
	return out
}

// commaed is a list that needs no brackets.
func commaed(parts []*doc) *doc {
	if len(parts) == 1 {
		return parts[0]
	}
	return fill(punctuate(parts)...)
}

// bracketed is a list between brackets, behind which a line may be broken too.
func bracketed(parts []*doc) *doc {
	d := fill(punctuate(parts)...)
	d.bracketed = true
	return d
}

// punctuate puts a comma behind every part but the last.
func punctuate(parts []*doc) []*doc {
	for i := range max(0, len(parts)-1) {
		parts[i] = cat(parts[i], text(","))
	}
	return parts
}

// options prints hints and the like, with a blank behind each.
func options(list []Option) *doc {
	return cat(docs(list, func(o Option) *doc { return cat(option(o), text(" ")) })...)
}

// trailing prints options that nothing follows.
func trailing(list []Option) *doc { return fill(docs(list, option)...) }

func option(o Option) *doc {
	name := o.Name
	if !wordy(strings.ReplaceAll(name, ".", "_")) {
		name = identifier(name)
	}
	return cat(text(name+"="), commaed(docs(append([]Expr{o.Value}, o.More...), optionValue)))
}

// optionValue prints a word as it is: behind an option no word is a keyword.
func optionValue(e Expr) *doc {
	if id, ok := e.(*Ident); ok && wordy(id.Name) && id.Name != "true" && id.Name != "false" {
		return text(id.Name)
	}
	return atLeast(bindsSign, e)
}

// with prints options in brackets behind the word, or nothing without options.
func with(list []Option) *doc {
	if len(list) == 0 {
		return text("")
	}
	return cat(text(" with ("), bracketed(docs(list, option)), text(")"))
}
