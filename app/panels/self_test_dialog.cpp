#include "app/panels/self_test_dialog.h"

#include "app/engine.h"
#include "core/base/version.h"
#include "widgets/style/application_style.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace nie {

SelfTestDialog::SelfTestDialog(const Engine& engine, QWidget* parent)
    : QDialog(parent),
      m_verdict(new QLabel(tr("Checking this installation, a few seconds…"))),
      m_busy(new QProgressBar),
      m_table(new QTableWidget(0, 4))
{
    setObjectName(QStringLiteral("selfTestDialog"));
    setWindowTitle(tr("Self-test"));
    m_verdict->setObjectName(QStringLiteral("selfTestVerdict"));
    m_verdict->setAccessibleName(tr("Result of the self-test"));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setMaximumHeight(4);
    m_busy->setAccessibleName(tr("The self-test is running"));
    m_table->setObjectName(QStringLiteral("selfTestTable"));
    m_table->setAccessibleName(tr("Checks of the self-test"));
    m_table->setHorizontalHeaderLabels({tr("Check"), tr("Result"), tr("Time (s)"), tr("Found")});
    for (int column = 0; column < 3; ++column)
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_copy = buttons->addButton(tr("&Copy result"), QDialogButtonBox::ActionRole);
    m_copy->setObjectName(QStringLiteral("copySelfTestButton"));
    m_copy->setAccessibleName(tr("Copy result"));
    m_copy->setEnabled(false);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(text()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    for (QWidget* part : std::initializer_list<QWidget*>{m_verdict, m_busy, m_table, buttons})
        layout->addWidget(part);
    resize(760, 320);
    connect(&m_worker, &BackgroundWorker::failed, this,
            [this](const QString& problem) { end(tr("The self-test ended: %1").arg(problem)); });
    m_worker.start([this, &engine](const std::stop_token& stop,
                                   const BackgroundWorker::Post& post) -> BackgroundWorker::Step {
        engine.selfTest(
            [this, &post](const SelfTestResult& result) {
                post([this, result] { addResult(result); });
            },
            stop);
        return [this] {
            end(allPassed(m_results)
                    ? tr("All checks passed: this installation computes what it should.")
                    : tr("A check failed. Copy the result for a report."));
        };
    });
}

void SelfTestDialog::addResult(const SelfTestResult& result)
{
    m_results.push_back(result);
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    const QString cells[]{
        QString::fromStdString(result.name), result.passed ? tr("passed") : tr("failed"),
        QString::number(result.seconds, 'f', 1), QString::fromStdString(result.found)};
    for (int column = 0; column < 4; ++column)
        m_table->setItem(row, column, new QTableWidgetItem(cells[column]));
    if (!result.passed)
        m_table->item(row, 1)->setForeground(themeColours(palette()).error);
}

void SelfTestDialog::end(const QString& verdict)
{
    m_done = true;
    m_verdict->setText(verdict);
    m_busy->hide();
    m_copy->setEnabled(true);
}

QString SelfTestDialog::text() const
{
    QStringList lines{
        QStringLiteral("NIE Studio %1 (%2), self-test")
            .arg(QString::fromStdString(versionNumber()), QString::fromStdString(sourceCommit()))};
    for (const SelfTestResult& result : m_results)
        lines << QStringLiteral("%1  %2  %3 s  %4")
                     .arg(result.passed ? QStringLiteral("passed") : QStringLiteral("FAILED"),
                          QString::fromStdString(result.name))
                     .arg(result.seconds, 0, 'f', 1)
                     .arg(QString::fromStdString(result.found));
    return lines.join('\n');
}

}  // namespace nie
