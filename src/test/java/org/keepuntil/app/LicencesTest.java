package org.keepuntil.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LicencesTest {
    @Test
    void list_hasALineForEachLibrary_inTheirOrder() {
        assertThat(Licences.list(components("""
                        {"group": "org.z", "name": "last", "version": "2", "licenses": [{"license": {"name": "Their own"}}]},
                        {"group": "a", "name": "b", "version": "1", "licenses": [{"license": {"id": "MIT"}}, {"license": {"id": "EPL-1.0"}}]},
                        {"group": "c", "name": "d", "version": "1", "licenses": [{"expression": "GPL-2.0 OR MIT"}]}"""))).isEqualTo("""
                        a:b:1         MIT or EPL-1.0
                        c:d:1         GPL-2.0 OR MIT
                        org.z:last:2  Their own
                        """);
    }

    @Test
    void list_namesTheLibraryThatComesWithoutALicence() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Licences.list(components("{\"group\": \"a\", \"name\": \"b\", \"version\": \"1\"}")))
                .withMessageContaining("a:b:1");
    }

    private static InputStream components(String components) {
        return new ByteArrayInputStream(("{\"components\": [" + components + "]}").getBytes(StandardCharsets.UTF_8));
    }
}
