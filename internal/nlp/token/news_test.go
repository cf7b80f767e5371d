package token_test

import (
	"testing"

	"github.com/quadrille-kg/quadrille/internal/nlp/token"
)

// The layouts of news, each in a small text.

func TestDateline(t *testing.T) {
	check(t, [][2]string{
		{"KABUL (AP) — Gunmen attacked a convoy. They fled.", "# KABUL ( AP ) — / Gunmen attacked a convoy . / They fled ."},
		{"ADEN, Yemen (Reuters) - Rebels seized the port.", "# ADEN , Yemen ( Reuters ) - / Rebels seized the port ."},
		{"NEW YORK, Jan. 5 (Xinhua) -- Shares fell.", "# NEW YORK , Jan. 5 ( Xinhua ) -- / Shares fell ."},
		{"TEL AVIV (AP) - Israel's army said so.", "# TEL AVIV ( AP ) - / Israel_'s army said so ."},
		{"PORT-AU-PRINCE, Haiti — Gunmen attacked a prison.", "# PORT - AU - PRINCE , Haiti — / Gunmen attacked a prison ."},
		{"Minsk, 3 March (TASS) - The minister left.", "# Minsk , 3 March ( TASS ) - / The minister left ."},
		{"WASHINGTON -- The president signed the bill.", "# WASHINGTON -- / The president signed the bill ."},
		{"(CNN) — Rebels seized the port.", "# ( CNN ) — / Rebels seized the port ."},
		// Not every dash ends a dateline.
		{"Ann Roe - a nurse - left Minsk.", "Ann Roe - a nurse - left Minsk ."},
		{"IS-K is weak - Roe says so.", "IS-K is weak - Roe says so ."},
	})
	if got := show(token.Split("MINSK/KYIV (Reuters) - Talks failed.")[1:]); got != "Talks failed ." {
		t.Errorf("after a dateline of two towns: %s", got)
	}
}

func TestHeadlineAndByline(t *testing.T) {
	check(t, [][2]string{
		{
			"Rebels Seize Port After Week of Fighting\nBy Ann Roe and John Poe\nMay 3, 2024\n\nRebels seized the port of Aden on Friday, officials said.",
			"# Rebels Seize Port After Week of Fighting / # By Ann Roe and John Poe / # May 3 , 2024 / Rebels seized the port of Aden on Friday , officials said .",
		},
		// A line that ends in "the" or "of" is not at its end.
		{"What the minister said about the\nPort of Aden\n\nHe lied.", "# What the minister said about the Port of Aden / He lied ."},
		{"Ann Roe\nSecurity correspondent\n@annroe", "# Ann Roe / # Security correspondent / # @annroe"},
		{"By ANN ROE, Associated Press Writer\nADEN, Yemen — Rebels seized it.", "# By ANN ROE , Associated Press Writer / # ADEN , Yemen — / Rebels seized it ."},
		{"Published: 26 March 2024, 10:15 GMT\nUpdated 2 hours ago", "# Published : 26 March 2024 , 10:15 GMT / # Updated 2 hours ago"},
	})
}

func TestCaption(t *testing.T) {
	check(t, [][2]string{
		{
			"Image source, Roe Images\nImage caption,\nSmoke rose over the venue\nThe attack lasted an hour. Police came late.",
			"# Image source , Roe Images / # Image caption , / # Smoke rose over the venue / The attack lasted an hour . / Police came late .",
		},
		{"Rescuers search the ruins on Monday. (Photo: Ann Roe)", "Rescuers search the ruins on Monday . / ( Photo : Ann Roe )"},
		{"FILE - Soldiers stand guard in Kabul, May 3, 2022.", "# FILE - / Soldiers stand guard in Kabul , May 3 , 2022 ."},
	})
}

func TestBullets(t *testing.T) {
	check(t, [][2]string{
		{
			"What we know:\n• Ten people were killed\n• No group has claimed the attack",
			"What we know : / # • Ten people were killed / # • No group has claimed the attack",
		},
		{"They want:\n- a ceasefire\n- Aid for the north.", "They want : / # - a ceasefire / - Aid for the north ."},
		// An item may take several lines, the later ones indented.
		{
			"- the release of men\n  Taken in May\n- food\n  and water",
			"# - the release of men Taken in May / # - food and water",
		},
		{"1. Ten died.\n2. Two were arrested.", "1 . Ten died . / 2 . Two were arrested ."},
		{"1) Ceasefire\na) food\nb) water", "# 1 ) Ceasefire / # a ) food / # b ) water"},
		{"* Oil rose 3%\n* Gold fell", "# * Oil rose 3 % / # * Gold fell"},
	})
}

func TestQuotation(t *testing.T) {
	check(t, [][2]string{
		{
			"“We will not leave. We will not talk. This is our land,” he said. His men cheered.",
			"“ We will not leave . / We will not talk . / This is our land , ” he said . / His men cheered .",
		},
		{"He said: \"It is over. We go home.\" Then he left.", "He said : \" It is over . / We go home . \" / Then he left ."},
		{"\"Where were they?\" he asked. \"Why did nobody come?\"", "\" Where were they ? \" he asked . / \" Why did nobody come ? \""},
		{"\"Stop!\" shouted the guard.", "\" Stop ! \" shouted the guard ."},
		{"'We won,' she said. 'It was hard. But we won.'", "' We won , ' she said . / ' It was hard . / But we won . '"},
		// A quotation over paragraphs opens anew in each and closes in the last.
		{"\"It was terrible. They shot at us.\n\n\"Then they left.\"", "\" It was terrible . / They shot at us . / \" Then they left . \""},
	})
}

func TestCapitals(t *testing.T) {
	check(t, [][2]string{
		{"REBELS SEIZE PORT. TEN DEAD, DR. ROE SAYS.", "REBELS SEIZE PORT . / TEN DEAD , DR. ROE SAYS ."},
		{"THE U.S. ARMY SAID THAT GEN. ROE WAS DEAD. HIS MEN DIDN'T KNOW.", "THE U.S. ARMY SAID THAT GEN. ROE WAS DEAD . / HIS MEN DID_N'T KNOW ."},
		{"BREAKING: RUSSIA SAYS IT HAS TAKEN THE TOWN", "# BREAKING : RUSSIA SAYS IT HAS TAKEN THE TOWN"},
		{"\"WE ARE DONE,\" HE SAID. THE WAR IS OVER.", "\" WE ARE DONE , \" HE SAID . / THE WAR IS OVER ."},
	})
}

// An abbreviation may end its sentence. What comes next shows it.
func TestAbbreviationAtTheEnd(t *testing.T) {
	check(t, [][2]string{
		{"The U.S. Army left. He went to the U.S. Then he left.", "The U.S. Army left . / He went to the U.S. / Then he left ."},
		{"He works for Acme Inc. The firm is big.", "He works for Acme Inc . / The firm is big ."},
		{"He came at 5 p.m. The talks began at 6 p.m. on Monday.", "He came at 5 p.m . / The talks began at 6 p.m. on Monday ."},
	})
}
