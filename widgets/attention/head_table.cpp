#include "widgets/attention/head_table.h"

#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSignalBlocker>

#include <cmath>

namespace nie {

namespace {

enum Column {
    kHead,
    kEntropy,
    kCount,
    kDistance,
    kLag,
    kTimeDistance,
    kLocal,
    kRowSums,
    kOutside,
    kAblation,
    kColumns
};

constexpr int kDigits = 4;
constexpr int kHeadColumnRoom = 12;

struct ColumnText {
    QString title;
    QString tip;
};

ColumnText columnText(int column)
{
    const auto tr = [](const char* text) { return HeadTable::tr(text); };
    switch (column) {
    case kHead:
        return {tr("layer.head"), tr("Layer and head, from 0")};
    case kEntropy:
        return {tr("entropy"), tr("Mean of -sum p ln p over the tokens that ask, in nats")};
    case kCount:
        return {tr("exp(H)"), tr("Over so many tokens attention would be spread evenly")};
    case kDistance:
        return {tr("distance"),
                tr("Mean distance of what is attended to, every axis over its length")};
    case kLag:
        return {tr("lag"), tr("Mean of t attending minus t attended to: positive is the past")};
    case kTimeDistance:
        return {tr("|lag|"), tr("Mean distance in time")};
    case kLocal:
        return {tr("local"), tr("Share of the weight within a tenth of the domain")};
    case kRowSums:
        return {tr("row sums"), tr("Least and greatest sum of a row")};
    case kOutside:
        return {tr("outside"),
                tr("Sum of the weight where the limits exclude the token: 0 in a sound map")};
    default:
        return {tr("MSE without it"),
                tr("Change of the error of the whole set when the head is left out (Ablate)")};
    }
}

/// Without what rounding leaves of a sum of equal lags to both sides.
double roundedLag(double lag, double meanTimeDistance)
{
    return std::abs(lag) < 1e-8 * meanTimeDistance ? 0.0 : lag;
}

QString numberOrDash(const std::optional<double>& number)
{
    return number ? formatNumber(*number, kDigits) : QStringLiteral("–");
}

QString changeText(const Scores& without, const Scores& whole)
{
    const double change = 100.0 * (without.mse / whole.mse - 1.0);
    return QStringLiteral("%1%2 %").arg(change >= 0.0 ? "+" : "", formatNumber(change, 3));
}

}  // namespace

HeadTable::HeadTable(QWidget* parent) : QTableWidget(0, kColumns, parent)
{
    setObjectName(QStringLiteral("attention.table"));
    setAccessibleName(tr("Numbers of the heads"));
    for (int column = 0; column < kColumns; ++column) {
        auto* item = new QTableWidgetItem(columnText(column).title);
        item->setToolTip(columnText(column).tip);
        setHorizontalHeaderItem(column, item);
    }
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    viewport()->setBackgroundRole(QPalette::Window);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    setFont(tabularFont(font()));
    connect(this, &QTableWidget::itemSelectionChanged, this, [this] {
        const int row = currentRow();
        if (m_statistics && row >= 0 && row < static_cast<int>(m_statistics->heads.size()))
            Q_EMIT headChosen(m_statistics->heads[static_cast<std::size_t>(row)].layer,
                              m_statistics->heads[static_cast<std::size_t>(row)].head);
    });
}

void HeadTable::clear()
{
    const QSignalBlocker quiet(this);
    m_statistics.reset();
    m_ablation.reset();
    setRowCount(0);
}

void HeadTable::setCell(int row, int column, const QString& text, const QString& tip)
{
    auto* cell = new QTableWidgetItem(text);
    cell->setToolTip(tip);
    cell->setTextAlignment(column == kHead ? Qt::AlignLeft | Qt::AlignVCenter
                                           : Qt::AlignRight | Qt::AlignVCenter);
    setItem(row, column, cell);
}

void HeadTable::fillRow(int row, const QString& name, const HeadStatistics& head,
                        const AttentionOrigin& origin)
{
    setCell(row, kHead, name);
    const QString absence = QString::fromStdString(origin.entropyAbsence());
    setCell(row, kEntropy, numberOrDash(head.entropy), absence);
    setCell(row, kCount, numberOrDash(head.effectiveCount), absence);
    if (!head.entropy)
        for (const int column : {kEntropy, kCount})
            item(row, column)->setForeground(themeColours(palette()).mutedText);
    setCell(row, kDistance, numberOrDash(head.meanDistance),
            head.meanDistance ? QString() : tr("Curves have no space"));
    setCell(row, kLag, formatNumber(roundedLag(head.meanLag, head.meanTimeDistance), kDigits));
    setCell(row, kTimeDistance, formatNumber(head.meanTimeDistance, kDigits));
    setCell(row, kLocal, formatNumber(head.localityShare, kDigits));
    setCell(row, kRowSums,
            tr("%1 to %2")
                .arg(head.leastRowSum, 0, 'g', kDigits)
                .arg(head.greatestRowSum, 0, 'g', kDigits));
    setCell(row, kOutside,
            origin.limits == "fredholm" ? QStringLiteral("–")
                                        : formatNumber(head.massOutsideLimits, kDigits),
            origin.limits == "fredholm" ? tr("No token is excluded") : QString());
    setCell(row, kAblation, {});
}

void HeadTable::showStatistics(const AttentionStatistics& statistics, const AttentionOrigin& origin)
{
    const QSignalBlocker quiet(this);
    const int row = currentRow();
    m_statistics = statistics;
    const int heads = static_cast<int>(statistics.heads.size());
    setRowCount(heads + 1);
    for (int i = 0; i < heads; ++i) {
        const HeadStatistics& head = statistics.heads[static_cast<std::size_t>(i)];
        fillRow(i, QStringLiteral("%1.%2").arg(head.layer).arg(head.head), head, origin);
    }
    AttentionOrigin even = origin;
    even.distributions = true;
    fillRow(heads, tr("uniform"), statistics.uniform, even);
    for (int column = 0; column < kColumns; ++column) {
        item(heads, column)->setForeground(themeColours(palette()).mutedText);
        item(heads, column)->setFlags(Qt::ItemIsEnabled);
    }
    item(heads, kHead)->setToolTip(tr("Attention without preference: what to compare a head with"));
    setCell(heads, kOutside, QStringLiteral("–"));
    fillAblation();
    if (row >= 0 && row < heads)
        selectRow(row);
    resizeColumnsToContents();
    for (int column = 0; column < kColumns; ++column)
        setColumnWidth(column, columnWidth(column) + kHeadColumnRoom);
    resizeRowsToContents();
}

void HeadTable::showAblation(const AblationStudy& study)
{
    m_ablation = study;
    const QSignalBlocker quiet(this);
    fillAblation();
}

void HeadTable::fillAblation()
{
    if (!m_ablation || !m_statistics)
        return;
    for (const HeadAblation& head : m_ablation->heads)
        if (const int row = rowOf(head.layer, head.head); row >= 0)
            setCell(row, kAblation, changeText(head.scores, m_ablation->whole),
                    tr("MSE %1 without it, %2 with all heads")
                        .arg(formatNumber(head.scores.mse, kDigits),
                             formatNumber(m_ablation->whole.mse, kDigits)));
}

int HeadTable::rowOf(std::int64_t layer, std::int64_t head) const
{
    for (std::size_t i = 0; m_statistics && i < m_statistics->heads.size(); ++i)
        if (m_statistics->heads[i].layer == layer && m_statistics->heads[i].head == head)
            return static_cast<int>(i);
    return -1;
}

void HeadTable::setChosen(std::int64_t layer, std::int64_t head)
{
    const QSignalBlocker quiet(this);
    if (const int row = rowOf(layer, head); row >= 0)
        selectRow(row);
}

QString HeadTable::text() const
{
    QStringList lines, heads;
    for (int column = 0; column < kColumns; ++column)
        heads << columnText(column).title;
    lines << heads.join('\t');
    for (int row = 0; row < rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < kColumns; ++column)
            cells << item(row, column)->text();
        lines << cells.join('\t');
    }
    return lines.join('\n');
}

void HeadTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        QApplication::clipboard()->setText(text());
    else
        QTableWidget::keyPressEvent(event);
}

}  // namespace nie
