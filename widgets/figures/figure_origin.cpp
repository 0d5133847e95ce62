#include "widgets/figures/figure_origin.h"

#include "core/base/files.h"
#include "core/config/run_config.h"
#include "widgets/figures/figure_exporter.h"

#include <QImageReader>
#include <QXmlStreamReader>

#include <string>
#include <system_error>

namespace nie {

namespace {

constexpr std::uintmax_t kMostBytes = 256u * 1024 * 1024;  ///< larger than any figure

/// The text of the first <nie:figure> element among other bytes; empty: there is none.
std::string elementIn(const std::string& bytes)
{
    const std::string begin = "<nie:figure ", end = "</nie:figure>";
    const auto from = bytes.find(begin);
    const auto to = bytes.find(end, from);
    if (from == std::string::npos || to == std::string::npos)
        return {};
    QXmlStreamReader xml(QString::fromStdString(bytes.substr(from, to + end.size() - from)));
    return xml.readNextStartElement() ? xml.readElementText().toStdString() : std::string();
}

std::string originText(const std::filesystem::path& file)
{
    const std::string suffix = figureSuffix(file);
    if (suffix == ".png")
        return QImageReader(QString::fromStdString(file.string())).text("figure").toStdString();
    return suffix == ".svg" || suffix == ".pdf" ? elementIn(readFile(file)) : std::string();
}

}  // namespace

std::optional<FigureOrigin> readFigureOrigin(const std::filesystem::path& file)
{
    std::error_code failure;
    if (!std::filesystem::is_regular_file(file, failure) ||
        std::filesystem::file_size(file, failure) > kMostBytes)
        return std::nullopt;
    const std::string text = originText(file);
    if (text.empty())
        return std::nullopt;
    return figureOriginFromJson(parseJson(text, file.string()), file.string());
}

}  // namespace nie
