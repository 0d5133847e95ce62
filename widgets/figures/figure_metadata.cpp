#include "widgets/figures/figure_metadata.h"

#include "core/base/version.h"
#include "core/config/json.h"

namespace nie {

namespace {

Json provenanceOf(const FigureSpec& figure)
{
    Json json = Json::object();
    for (const auto& [key, value] : figure.provenance)
        json[key] = value;
    for (const FigureSpec& part : figure.parts)
        json["parts"].push_back(provenanceOf(part));
    return json;
}

}  // namespace

QString figureTitle(const FigureSpec& figure)
{
    if (!figure.title.empty() || figure.isEmpty())
        return QString::fromStdString(figure.title);
    if (!figure.parts.empty())
        return figureTitle(figure.parts.front());
    return QString::fromStdString(figure.panels.front().title);
}

QString figureSoftware()
{
    return QString::fromStdString("NIE Studio " + versionNumber());
}

QString provenanceLines(const FigureSpec& figure)
{
    QString text;
    for (const auto& [key, value] : figure.provenance)
        text += QString::fromStdString(key + ": " + value + "\n");
    return text.trimmed();
}

QByteArray provenanceJson(const FigureSpec& figure)
{
    return QByteArray::fromStdString(provenanceOf(figure).dump(-1, ' ', true));
}

QByteArray provenanceElement(const FigureSpec& figure)
{
    return "<nie:figure xmlns:nie=\"urn:io.github.nie_studio:figure\">" +
           QString::fromUtf8(provenanceJson(figure)).toHtmlEscaped().toUtf8() + "</nie:figure>";
}

QByteArray xmpPacket(const FigureSpec& figure)
{
    const QString format = QStringLiteral(
        "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%1</rdf:li></rdf:Alt></dc:title>\n"
        "<dc:description><rdf:Alt><rdf:li "
        "xml:lang=\"x-default\">%2</rdf:li></rdf:Alt></dc:description>\n"
        "<xmp:CreatorTool>%3</xmp:CreatorTool>\n"
        "%4\n"
        "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>\n");
    return format
        .arg(figureTitle(figure).toHtmlEscaped(), provenanceLines(figure).toHtmlEscaped(),
             figureSoftware().toHtmlEscaped(), QString::fromUtf8(provenanceElement(figure)))
        .toUtf8();
}

}  // namespace nie
