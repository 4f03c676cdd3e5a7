package org.keepuntil.schedule;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A statute that says how long a kind of record is kept, and from when.
 *
 * @param name what messages call it
 * @param cited how authorities name it, in small letters
 * @param says its words, in short
 * @param minimum whether it says "at least", so that a longer period keeps to it
 */
record Statute(String name, Pattern cited, String says, boolean minimum, List<Limb> limbs) {
    /** From what a statute counts. */
    enum Origin {
        BIRTH,
        DEATH,
        EVENT
    }

    /**
     * One of its periods.
     *
     * @param notFrom names of events from which it does not count, where it counts from an event
     */
    record Limb(int years, Origin origin, Pattern notFrom) {
        private static final Pattern NONE = Pattern.compile("(?!)");

        static Limb birth(int years) {
            return new Limb(years, Origin.BIRTH, NONE);
        }

        static Limb death(int years) {
            return new Limb(years, Origin.DEATH, NONE);
        }

        static Limb event(int years, String notFrom) {
            return new Limb(years, Origin.EVENT, Pattern.compile(notFrom));
        }
    }

    private static final String OF_THE_CASE =
            "(?:referral|referred|opened|opening|clos\\w*|last contact|last action|birth)";

    /** Those that the checks know. */
    static final List<Statute> KNOWN = List.of(
            new Statute(
                    "the Care Planning Regulations 2010, reg. 50",
                    citing("care planning", 2010, 50),
                    "until the 75th anniversary of birth or, for a child who dies before 18, 15 years beginning with the"
                            + " death",
                    false,
                    List.of(Limb.birth(75), Limb.death(15))),
            new Statute(
                    "the Children's Homes Regulations 2015, reg. 36",
                    citing("children.?s homes", 2015, 36),
                    "75 years from birth or, for a child who dies before 18, 15 years from the death",
                    false,
                    List.of(Limb.birth(75), Limb.death(15))),
            new Statute(
                    "the Disclosure of Adoption Information Regulations 2005, reg. 6",
                    citing("disclosure of adoption information", 2005, 6),
                    "at least 100 years from the adoption order",
                    true,
                    List.of(Limb.event(100, OF_THE_CASE + ".*|plac.*"))),
            new Statute(
                    "the Fostering Services Regulations 2011, reg. 32",
                    citing("fostering services", 2011, 32),
                    "at least 10 years from the end of the approval, and 3 years from a refusal or withdrawal",
                    true,
                    List.of(
                            Limb.event(10, "referral|referred|approval|approved|application|applied"),
                            Limb.event(3, "referral|referred|approval|approved|application|applied"))),
            new Statute(
                    "the School Attendance (Pupil Registration) Regulations 2024",
                    Pattern.compile("\\bpupil registration\\b.*\\b2024\\b|\\bschool attendance\\b.*\\bregulations\\b"),
                    "6 years from each entry",
                    true,
                    List.of(Limb.event(6, OF_THE_CASE + "|leaving|left|start|admission|admitted"))),
            limitation("2|5|9", 6),
            limitation("8|20", 12),
            limitation("11|12", 3));

    /** By its name without the number of another regulation, or by its year and the number of the regulation. */
    private static Pattern citing(String name, int year, int regulation) {
        String another = "\\b(?:reg\\.?|regulation) ?(?!" + regulation + "\\b)[0-9]";
        return Pattern.compile("\\b" + name + "\\b(?!.*" + another + ")|\\b" + year
                + " regulations,? (?:reg\\.?|regulation) ?" + regulation + "\\b");
    }

    /** A claim can be brought for so long; a child's time runs from 18. The Act sets no period for keeping records. */
    private static Statute limitation(String sections, int years) {
        return new Statute(
                "the Limitation Act 1980 that is cited",
                Pattern.compile("\\blimitation act(?: 1980)?,? (?:s\\.?|section) ?(?:" + sections + ")\\b"),
                "a claim can be brought for " + years + " years; a child's time runs from 18",
                true,
                List.of(Limb.event(years, "(?!)"), Limb.birth(Math.min(18 + years, 24)), Limb.death(years)));
    }
}
