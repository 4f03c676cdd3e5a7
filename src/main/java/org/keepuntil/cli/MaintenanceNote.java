package org.keepuntil.cli;

import java.util.ArrayList;
import java.util.List;
import org.keepuntil.residue.MaintainerGrants;

/** What the maintainer lacks, for a person who may grant it; a run deletes without it as it does with it. */
final class MaintenanceNote {
    private MaintenanceNote() {}

    /** In lines; none where nothing is lacking. */
    static List<String> of(MaintainerGrants grants) {
        List<String> lines = new ArrayList<>();
        List<String> missing = grants.missing();
        if (!missing.isEmpty()) {
            lines.add(
                    "note: before keepuntil residue can purge all that deletion leaves in files, the maintainer needs:");
            missing.forEach(grant -> lines.add("  " + grant + ";"));
        }
        grants.beyondGrants().forEach(sentence -> lines.add("note: " + sentence + "."));
        return lines;
    }
}
