package org.keepuntil.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A small chart for each thing that grows: seconds of planning and of disposing over its size, both from nought. */
final class LineCharts {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 260;
    private static final int MARGIN = 50;

    private LineCharts() {}

    static String of(Map<Growth.Dimension, List<Growth.Point>> curves) {
        StringBuilder charts = new StringBuilder();
        int at = 0;
        for (Map.Entry<Growth.Dimension, List<Growth.Point>> curve : curves.entrySet()) {
            charts.append(text(
                    "<g transform=\"translate(%d %d)\">%n%s</g>%n",
                    at % 2 * WIDTH, at / 2 * HEIGHT, chart(curve.getKey().title(), curve.getValue())));
            at++;
        }
        int height = (at + 1) / 2 * HEIGHT;
        return text("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="#fff"/>
                %3$s</svg>
                """, 2 * WIDTH, height, charts);
    }

    private static String chart(String title, List<Growth.Point> points) {
        double right = points.stream().mapToDouble(Growth.Point::value).max().orElse(1);
        double top = points.stream()
                .mapToDouble(p -> Math.max(p.plan(), p.dispose()))
                .max()
                .orElse(1);
        return text("""
                <text x="%1$d" y="20" font-weight="bold">%2$s</text>
                <path d="M%1$d 34V%3$dH%4$d" fill="none" stroke="#888"/>
                <text x="%1$d" y="%5$d" text-anchor="middle">0</text>
                <text x="%4$d" y="%5$d" text-anchor="end">%6$,.0f</text>
                <text x="%7$d" y="44" text-anchor="end">%8$.1f s</text>
                """, MARGIN, title, HEIGHT - MARGIN, WIDTH - 20, HEIGHT - MARGIN + 18, right, MARGIN - 5, top)
                + line(points, Growth.Point::plan, right, top, "#b0620e", "plan")
                + line(points, Growth.Point::dispose, right, top, "#1d6fa5", "dispose");
    }

    private static String line(
            List<Growth.Point> points,
            ToDoubleFunction<Growth.Point> figure,
            double right,
            double top,
            String colour,
            String name) {
        String path = points.stream()
                .map(p -> text(
                        "%.1f %.1f",
                        MARGIN + p.value() / right * (WIDTH - 20 - MARGIN),
                        HEIGHT - MARGIN - figure.applyAsDouble(p) / top * (HEIGHT - MARGIN - 40)))
                .collect(Collectors.joining("L", "M", ""));
        int label = name.equals("plan") ? HEIGHT - 12 : HEIGHT - 27;
        return text(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
                path, colour, WIDTH / 2, label, colour, name);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
