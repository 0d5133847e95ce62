#include "core/base/version.h"
#include "widgets/figures/figure_exporter.h"

#include <fmt/format.h>

namespace nie {

namespace {

std::string quoted(const std::string& text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos)
        return text;
    std::string result = "\"";
    for (char c : text)
        result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + "\"";
}

std::string oneLine(std::string text)
{
    for (char& c : text)
        if (c == '\n' || c == '\r')
            c = ' ';
    return text;
}

}  // namespace

std::string figureToCsv(const FigureSpec& figure)
{
    std::string csv;
    for (const auto& [key, value] : figure.provenance)
        csv += "# " + oneLine(key) + ": " + oneLine(value) + "\n";
    csv += "panel,series,x_label,y_label,x,y\n";
    for (std::size_t i = 0; i < figure.panels.size(); ++i) {
        const PanelSpec& panel = figure.panels[i];
        for (std::size_t k = 0; k < panel.series.size(); ++k) {
            const SeriesSpec& series = panel.series[k];
            const std::string head = fmt::format(
                "{},{},{},{}", quoted(panel.title.empty() ? std::to_string(i + 1) : panel.title),
                quoted(series.label.empty() ? fmt::format("series {}", k + 1) : series.label),
                quoted(panel.x.label), quoted(panel.y.label));
            for (std::size_t j = 0; j < std::min(series.x.size(), series.y.size()); ++j)
                csv += fmt::format("{},{},{}\n", head, series.x[j], series.y[j]);
        }
    }
    return csv;
}

}  // namespace nie
