package token_test

import "testing"

// E-mail and chat: lines without full stops, and marks of their own.

func TestMissingStops(t *testing.T) {
	check(t, [][2]string{
		{"The army took the town\n\nThe rebels fled north\n\nNobody was hurt", "# The army took the town / # The rebels fled north / # Nobody was hurt"},
		{"The attack lasted an hour. Ten died\nNobody has claimed it.", "The attack lasted an hour . / Ten died / Nobody has claimed it ."},
		{"Join us for the talk\nhttps://example.org/talk\nBring a friend", "# Join us for the talk / # https://example.org/talk / # Bring a friend"},
		{"is anyone there?i need help", "is anyone there ? / i need help"},
	})
}

func TestMail(t *testing.T) {
	check(t, [][2]string{
		{
			"From: Ann Roe <ann@example.org>\nSubject: Re: the port\nDate: Fri, 3 May 2024 10:15:00 +0200\n\nHi John,\n\nI can't come. Can you?\n\nBest,\nAnn",
			"# From : Ann Roe < ann@example.org > / # Subject : Re : the port / # Date : Fri , 3 May 2024 10:15:00 +0200 / # Hi John , / I ca_n't come . / Can you ? / # Best , / # Ann",
		},
		{"> Are you coming?\n> John", "> Are you coming ? / # > John"},
		// Line ends get lost; a farewell is still told from the name, and so is a ruled line.
		{"I will be there. Best regards, Ann", "I will be there . / Best regards , / Ann"},
		{"I will be there. ____________ This mail is private.", "I will be there . / ____________ / This mail is private ."},
	})
}

func TestChat(t *testing.T) {
	check(t, [][2]string{
		{"[10:15] ann: hey r u there??\n[10:16] john: yeah :)", "[ 10:15 ] ann : hey r u there ?? / # [ 10:16 ] john : yeah :)"},
		{"ann: i dont know whats up\njohn: me neither", "# ann : i do_nt know what_s up / # john : me neither"},
		{"<ann> anyone here\n<john> yes", "# < ann > anyone here / # < john > yes"},
		// Where no line begins with a capital, a small letter does not go on.
		{"the army took the town\nthe rebels fled", "# the army took the town / # the rebels fled"},
		{"omg they r gonna win!!!! cant believe it 😀 #win @ann", "omg they r gon_na win !!!! / ca_nt believe it 😀 #win @ann"},
		// A face belongs to the sentence before it.
		{"We won! :) The crowd was great.", "We won ! :) / The crowd was great ."},
	})
}
