package org.keepuntil.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoHomeTest {
    private static final Path USER = Path.of(System.getProperty("user.home"));

    @Test
    void usual_isInTheUsersCache() {
        assertThat(DemoHome.usual(Map.of())).isEqualTo(USER.resolve(".cache/keepuntil/demo"));
        assertThat(DemoHome.usual(Map.of("XDG_CACHE_HOME", "/var/cache/ann")))
                .isEqualTo(Path.of("/var/cache/ann/keepuntil/demo"));
    }

    @Test
    void usual_ignoresRelativeCache_asItsSpecificationSays() {
        assertThat(DemoHome.usual(Map.of("XDG_CACHE_HOME", "cache"))).isEqualTo(USER.resolve(".cache/keepuntil/demo"));
    }

    @Test
    void usual_isWhatTheUserChose() {
        assertThat(DemoHome.usual(Map.of("KEEPUNTIL_DEMO_HOME", "/srv/demo", "XDG_CACHE_HOME", "/var/cache/ann")))
                .isEqualTo(Path.of("/srv/demo"));
    }
}
