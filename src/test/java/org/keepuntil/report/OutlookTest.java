package org.keepuntil.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a report says of the months to come. */
class OutlookTest {
    @TempDir
    private Path temp;

    private String html(Outlook outlook) throws Exception {
        return Samples.html(temp, with(outlook));
    }

    private static RunReport with(Outlook outlook) {
        RunReport sample = Sample.report();
        return new RunReport(
                sample.schedule(),
                sample.run(),
                sample.digests(),
                sample.classes(),
                sample.holds(),
                sample.copiesElsewhere(),
                sample.backupsKept(),
                sample.register(),
                sample.exceptions(),
                outlook,
                sample.links());
    }

    private JsonNode json(Outlook outlook) throws Exception {
        html(outlook);
        return JsonMapper.shared()
                .readTree(Files.readString(temp.resolve("r").resolve("run.json")))
                .get("forecast");
    }

    @Test
    void page_drawsAColumnForEachMonthAndHasItsNumbersInATable() throws Exception {
        String page = html(new Outlook.Made(Sample.forecast()));

        assertThat(page)
                .contains(
                        "What comes due next",
                        "as of 22 November 2026",
                        "1,737 records in 24 months",
                        "326 records fell due before",
                        "<th scope=\"row\">November 2026</th><td class=\"num\">40</td><td class=\"num\">9</td>",
                        "<th scope=\"row\">February 2027</th><td class=\"num\">61</td><td class=\"num\">4</td>",
                        "October 2028: 47.");
        String chart = page.substring(page.indexOf("<svg class=\"months\""));
        chart = chart.substring(0, chart.indexOf("</svg>"));
        assertThat(Pattern.compile("url\\(#p-due\\)").matcher(chart).results()).hasSize(24);
        // 110 of 120 on a scale of 140 pixels, and the ground is at 160
        assertThat(chart).contains("y=\"31.7\"", "height=\"128.3\"", ">120</text>", ">60</text>", ">2027</text>");
        assertThat(page.split("<svg class=\"months\"", -1))
                .as("none for the class without a day")
                .hasSize(2);
    }

    @Test
    void page_saysSo_whenThereIsNoForecast() throws Exception {
        assertThat(html(new Outlook.Failed()))
                .contains("The forecast could not be computed.")
                .doesNotContain("<svg class=\"months\"");
        assertThat(html(new Outlook.LeftOut()))
                .contains("A forecast is made only with the report that a run writes at its end.")
                .doesNotContain("could not be computed");
    }

    @Test
    void json_hasTheMonths_andTellsFailedFromLeftOut() throws Exception {
        JsonNode made = json(new Outlook.Made(Sample.forecast()));
        assertThat(made.propertyNames()).containsExactly("computed", "asOf", "classes");
        JsonNode referral = made.get("classes").get(0);
        assertThat(referral.propertyNames())
                .containsExactly("class", "total", "already", "months", "later", "withoutDay");
        assertThat(referral.get("months")).hasSize(24);
        assertThat(referral.get("months").get(3).toString())
                .isEqualTo("{\"month\":\"2027-02\",\"records\":61,\"held\":0,\"referredTo\":4}");
        assertThat(referral.get("withoutDay").asLong()).isEqualTo(2_100);
        assertThat(json(new Outlook.Failed()).toString()).isEqualTo("{\"computed\":false}");
        assertThat(json(new Outlook.LeftOut()).isNull()).isTrue();
    }
}
