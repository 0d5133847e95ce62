#include "app/panels/run_facts.h"

#include "app/panels/runs_table_model.h"
#include "core/base/files.h"
#include "core/results/run_folder.h"
#include "core/results/runs/config_diff.h"
#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QHeaderView>
#include <QTableWidget>
#include <QTreeWidget>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr std::array kScores{"mse", "relative_l2", "r2", "r2_determination"};

struct ScoreRow {
    QString name;
    std::array<double, kScores.size()> values{};
    bool model = false;
};

ScoreRow scoreRow(const QString& name, const Json& scores, bool model)
{
    ScoreRow row{name, {}, model};
    for (std::size_t i = 0; i < kScores.size(); ++i) {
        const auto found = scores.find(kScores[i]);
        row.values[i] = found != scores.end() && found->is_number()
                            ? found->get<double>()
                            : std::numeric_limits<double>::quiet_NaN();
    }
    return row;
}

void fillScoreRow(QTableWidget& table, int line, const ScoreRow& row)
{
    QStringList texts{row.name};
    for (const double value : row.values)
        texts << (std::isfinite(value) ? formatNumber(value) : QStringLiteral("-"));
    for (int column = 0; column < texts.size(); ++column) {
        auto* item = new QTableWidgetItem(texts[column]);
        item->setTextAlignment(column == 0 ? Qt::AlignLeft | Qt::AlignVCenter
                                           : Qt::AlignRight | Qt::AlignVCenter);
        QFont font = column == 0 ? table.font() : tabularFont(table.font());
        font.setBold(row.model);
        item->setFont(font);
        table.setItem(line, column, item);
    }
}

Json readOrNull(const fs::path& file)
{
    std::error_code ignored;
    return fs::exists(file, ignored) ? parseJson(readFile(file), file.string()) : Json();
}

/// A bold line over the ones that follow.
QTreeWidgetItem* section(QTreeWidget& tree, const QString& title)
{
    auto* item = new QTreeWidgetItem(&tree, {title});
    item->setFirstColumnSpanned(true);
    QFont bold = tree.font();
    bold.setBold(true);
    item->setFont(0, bold);
    return item;
}

void addLine(QTreeWidgetItem* above, const QString& key, const QString& value)
{
    if (value.isEmpty())
        return;
    auto* item = new QTreeWidgetItem(above, {key, value});
    item->setToolTip(0, key);
    item->setToolTip(1, value);
}

void addFlattened(QTreeWidgetItem* above, const Json& json)
{
    for (const auto& [key, value] : flattenConfig(json))
        if (key != "title" && key != "description")
            addLine(above, QString::fromStdString(key), jsonText(value));
}

}  // namespace

Json runFactsDocument(const fs::path& run)
{
    const RunFolder folder{run};
    return {{"config", readOrNull(folder.config())},
            {"environment", readOrNull(folder.environment())},
            {"evaluation", readOrNull(folder.evaluation())}};
}

QString jsonText(const Json& value)
{
    if (value.is_null())
        return QStringLiteral("-");
    if (value.is_boolean())
        return value.get<bool>() ? QObject::tr("yes") : QObject::tr("no");
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
}

void showScores(QTableWidget& table, const Json& evaluation)
{
    table.clear();
    table.setVisible(evaluation.is_object());
    if (!evaluation.is_object())
        return;
    const Json test = evaluation.value("test", Json::object());
    const Json floors = evaluation.value("floors", Json::object());
    std::vector<ScoreRow> rows{scoreRow(
        QString::fromStdString(evaluation.value("model", std::string("model"))), test, true)};
    for (const auto& [name, scores] : floors.items())
        rows.push_back(scoreRow(QString::fromStdString(name).replace('_', ' '), scores, false));
    std::stable_sort(rows.begin(), rows.end(), [](const ScoreRow& a, const ScoreRow& b) {
        return a.values[0] < b.values[0] || (std::isnan(b.values[0]) && !std::isnan(a.values[0]));
    });
    table.setColumnCount(1 + static_cast<int>(kScores.size()));
    table.setHorizontalHeaderLabels({QObject::tr("Test score"), QObject::tr("MSE"),
                                     QObject::tr("Rel. L2"), QObject::tr("r²"), QObject::tr("R²")});
    table.horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table.horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table.setRowCount(static_cast<int>(rows.size()));
    for (int line = 0; line < table.rowCount(); ++line)
        fillScoreRow(table, line, rows[static_cast<std::size_t>(line)]);
    table.resizeRowsToContents();
    int height = table.horizontalHeader()->sizeHint().height() + 2;
    for (int line = 0; line < table.rowCount(); ++line)
        height += table.rowHeight(line);
    table.setFixedHeight(height);
}

void showFacts(QTreeWidget& tree, const RunSummary& run, const Json& document)
{
    tree.clear();
    QTreeWidgetItem* course = section(tree, QObject::tr("Run"));
    addLine(course, QObject::tr("State"), runStateWord(run.state));
    addLine(course, QObject::tr("Why"), QString::fromStdString(run.message));
    addLine(course, QObject::tr("Problem"), QString::fromStdString(run.problem));
    addLine(course, QObject::tr("Started"), QString::fromStdString(dateText(run.started)));
    addLine(course, QObject::tr("Steps"), formatCount(run.steps));
    if (std::isfinite(run.seconds))
        addLine(course, QObject::tr("Training time"), formatDuration(run.seconds));
    if (std::isfinite(run.bestValidationLoss))
        addLine(course, QObject::tr("Best validation loss"),
                QObject::tr("%1 at step %2")
                    .arg(formatNumber(run.bestValidationLoss), formatCount(run.bestStep)));
    addLine(course, QObject::tr("Folder"), QString::fromStdString(run.folder.string()));
    if (document.is_object()) {
        addFlattened(section(tree, QObject::tr("Configuration")), document.at("config"));
        if (document.at("environment").is_object())
            addFlattened(section(tree, QObject::tr("Environment")), document.at("environment"));
    }
    tree.expandAll();
}

}  // namespace nie
