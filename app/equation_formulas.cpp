#include "app/equation_formulas.h"

#include "core/base/error.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace nie {

namespace {

/// A number where the text is one, else the text: files stay as people write them.
Json numberOrText(const QString& text)
{
    bool isNumber = false;
    const double value = text.trimmed().toDouble(&isNumber);
    return isNumber ? Json(value) : Json(text.trimmed().toStdString());
}

/// One text for one component, else a list of exactly so many.
Json componentsOf(const QString& text, int count)
{
    if (count == 1)
        return text.trimmed().toStdString();
    const QStringList lines = text.split('\n');
    Json list = Json::array();
    for (int i = 0; i < std::max(count, static_cast<int>(lines.size())); ++i)
        list.push_back(lines.value(i).trimmed().toStdString());
    return list;
}

int lineCount(const QString& text)
{
    return static_cast<int>(text.trimmed().count('\n')) + 1;
}

Json matrixOf(const QString& text)
{
    const QString trimmed = text.trimmed();
    if (!trimmed.contains('\n') && !trimmed.contains(';'))
        return trimmed.toStdString();
    Json rows = Json::array();
    for (const QString& line : trimmed.split('\n')) {
        Json row = Json::array();
        for (const QString& entry : line.split(';'))
            row.push_back(entry.trimmed().toStdString());
        rows.push_back(std::move(row));
    }
    return rows;
}

QString textOf(const Json& value)
{
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
}

QString joined(const Json& list, const char* separator)
{
    if (!list.is_array())
        return textOf(list);
    QStringList texts;
    for (const Json& item : list)
        texts << (item.is_array() ? joined(item, "; ") : textOf(item));
    return texts.join(QLatin1String(separator));
}

Json parametersOf(const QString& text)
{
    Json parameters = Json::object();
    static const QRegularExpression assignment(R"(^\s*([A-Za-z_]\w*)\s*=\s*(\S+)\s*$)");
    qsizetype position = 0;
    for (const QString& part : text.split(',')) {
        const auto match = assignment.match(part);
        bool isNumber = false;
        const double value = match.captured(2).toDouble(&isNumber);
        if (!part.trimmed().isEmpty() && !isNumber)
            throw InputError("formulas: parameters, character " + std::to_string(position + 1),
                             "not a named number", part.trimmed().toStdString(),
                             "such as a = 2, b = 0.5");
        if (isNumber)
            parameters[match.captured(1).toStdString()] = value;
        position += part.size() + 1;
    }
    return parameters;
}

Json axisJson(const EquationFormulas::Axis& axis)
{
    return {{"variable", axis.variable.trimmed().toStdString()},
            {"range", {numberOrText(axis.from), numberOrText(axis.to)}},
            {"kind", axis.volterra ? "volterra" : "fredholm"}};
}

EquationFormulas::Axis axisOf(const Json& json)
{
    EquationFormulas::Axis axis;
    axis.variable = QString::fromStdString(json.value("variable", "t"));
    axis.from = textOf(json.at("range").at(0));
    axis.to = textOf(json.at("range").at(1));
    axis.volterra = json.value("kind", "fredholm") == "volterra";
    return axis;
}

}  // namespace

Json EquationFormulas::toJson() const
{
    Json json = {
        {"name", name.trimmed().isEmpty() ? "own equation" : name.trimmed().toStdString()}};
    if (!description.isEmpty())
        json["description"] = description.toStdString();
    if (firstKind)
        json["order"] = "first";
    if (axes.size() == 1) {
        json.update(axisJson(axes.front()));
        for (const auto& [key, text] : {std::pair{"lower", &lower}, std::pair{"upper", &upper}})
            if (!text->trimmed().isEmpty())
                json[key] = text->trimmed().toStdString();
    } else {
        json["axes"] = Json::array();
        for (const Axis& axis : axes)
            json["axes"].push_back(axisJson(axis));
    }
    json["f"] = componentsOf(f, components);
    if (general) {
        json["G"] = componentsOf(G, components);
    } else {
        json["K"] = matrixOf(K);
        if (!F.trimmed().isEmpty())
            json["F"] = componentsOf(F, lineCount(F));
    }
    if (diagonal != QLatin1String("smooth"))
        json["diagonal"] = diagonal.toStdString();
    if (!exact.trimmed().isEmpty())
        json["exact"] = componentsOf(exact, components);
    if (!parameters.trimmed().isEmpty())
        json["parameters"] = parametersOf(parameters);
    return json;
}

EquationFormulas EquationFormulas::fromJson(const Json& json)
{
    EquationFormulas formulas;
    const auto text = [&json](const char* key) {
        return json.contains(key) ? joined(json.at(key), "\n") : QString();
    };
    formulas.name = text("name");
    formulas.description = text("description");
    formulas.firstKind = text("order") == QLatin1String("first");
    formulas.general = json.contains("G");
    if (json.contains("diagonal"))
        formulas.diagonal = text("diagonal");
    formulas.components = json.at("f").is_array() ? static_cast<int>(json.at("f").size()) : 1;
    formulas.axes.clear();
    if (json.contains("axes"))
        for (const Json& axis : json.at("axes"))
            formulas.axes.push_back(axisOf(axis));
    else
        formulas.axes.push_back(axisOf(json));
    for (const auto& [key, member] : kFormulaTexts)
        formulas.*member = text(key);
    QStringList parameters;
    if (json.contains("parameters"))
        for (const auto& [name, value] : json.at("parameters").items())
            parameters << QString::fromStdString(name + " = " + value.dump());
    formulas.parameters = parameters.join(QStringLiteral(", "));
    return formulas;
}

EquationFormulas EquationFormulas::example()
{
    EquationFormulas formulas;
    formulas.name = QStringLiteral("own");
    formulas.axes = {{QStringLiteral("t"), QStringLiteral("0"), QStringLiteral("1"), false}};
    formulas.f = QStringLiteral("t");
    formulas.K = QStringLiteral("t*s");
    formulas.exact = QStringLiteral("1.5*t");
    return formulas;
}

FormulaPlace placeOf(const QString& where, const EquationFormulas& formulas)
{
    static const QRegularExpression pattern(
        R"(^formulas: (\w+)(?:\[(\d+)\])?(?:\[(\d+)\])?[^,]*(?:, character (\d+))?)");
    const auto match = pattern.match(where);
    FormulaPlace place;
    if (!match.hasMatch())
        return place;
    place.key = match.captured(1);
    if (place.key == QLatin1String("range") || place.key == QLatin1String("variable"))
        place.key = QStringLiteral("axes");
    if (place.key == QLatin1String("axes") || match.captured(4).isEmpty())
        return place;
    place.line = match.captured(2).toInt();
    place.column = match.captured(4).toInt() - 1;
    if (place.key != QLatin1String("K"))
        return place;
    // Before the entry stand the entries to its left, their semicolons and its own spaces.
    const QString line = formulas.K.trimmed().split('\n').value(place.line);
    const QStringList entries = line.split(';');
    const int entry = match.captured(3).toInt();
    for (int i = 0; i < entry; ++i)
        place.column += static_cast<int>(entries.value(i).size()) + 1;
    for (const QChar c : entries.value(entry)) {
        if (!c.isSpace())
            break;
        ++place.column;
    }
    return place;
}

}  // namespace nie
