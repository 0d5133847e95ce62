#include "app/panels/recording_picker.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr int kNumberRole = Qt::UserRole;

QString tick(const std::filesystem::path& file)
{
    return file.empty() ? QString() : QString::fromStdString(file.filename().string());
}

}  // namespace

RecordingPicker::RecordingPicker(const BidsFolder& folder, QWidget* parent)
    : QDialog(parent),
      m_folder(folder),
      m_list(new QTreeWidget),
      m_note(new QLabel),
      m_open(nullptr)
{
    setObjectName(QStringLiteral("recordingPicker"));
    setWindowTitle(
        tr("Recordings of %1").arg(QString::fromStdString(folder.folder.filename().string())));
    setAttribute(Qt::WA_DeleteOnClose);
    m_list->setObjectName(QStringLiteral("picker.list"));
    m_list->setAccessibleName(tr("Recordings of the folder"));
    m_list->header()->setObjectName(QStringLiteral("picker.header"));
    m_list->header()->setAccessibleName(tr("Columns of the list"));
    m_list->setRootIsDecorated(false);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setHeaderLabels({tr("Subject"), tr("Session"), tr("Task"), tr("Run"), tr("Space"),
                             tr("Kind"), tr("TR (s)"), tr("Labels"), tr("Confounds")});
    m_note->setObjectName(QStringLiteral("picker.note"));
    m_note->setAccessibleName(tr("Remarks"));
    m_note->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Open | QDialogButtonBox::Cancel);
    m_open = buttons->button(QDialogButtonBox::Open);
    m_open->setObjectName(QStringLiteral("picker.open"));
    m_open->setAccessibleName(tr("Open"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("picker.cancel"));
    buttons->button(QDialogButtonBox::Cancel)->setAccessibleName(tr("Cancel"));
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_list, 1);
    column->addWidget(m_note);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &RecordingPicker::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QTreeWidget::itemDoubleClicked, this, &RecordingPicker::accept);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &RecordingPicker::showChoice);
    resize(860, 460);
    fill();
}

void RecordingPicker::fill()
{
    int number = 0;
    for (const BidsRun& run : m_folder.runs) {
        auto* row = new QTreeWidgetItem(
            m_list,
            {QString::fromStdString(run.subject), QString::fromStdString(run.session),
             QString::fromStdString(run.task), QString::fromStdString(run.run),
             QString::fromStdString(run.space),
             run.isTable ? tr("regions of %1").arg(QString::fromStdString(run.atlas)) : tr("image"),
             run.repetitionTime ? QString::number(*run.repetitionTime) : tr("unknown"),
             tick(run.labels), tick(run.confounds)});
        row->setData(0, kNumberRole, number++);
        row->setToolTip(0, QString::fromStdString(run.recording.string()));
    }
    for (int column = 0; column < m_list->columnCount(); ++column)
        m_list->resizeColumnToContents(column);
    if (m_list->topLevelItemCount() > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
    showChoice();
}

void RecordingPicker::showChoice()
{
    const auto count = m_list->selectedItems().size();
    m_open->setEnabled(count > 0);
    QStringList notes;
    if (count > 1)
        notes << tr("%1 runs of one recording: they need the same regions and the same TR.")
                     .arg(count);
    for (const std::string& warning : m_folder.warnings)
        notes << tr("Warning: %1").arg(QString::fromStdString(warning));
    m_note->setText(notes.join(QChar('\n')));
}

void RecordingPicker::accept()
{
    std::vector<BidsRun> runs;
    for (int k = 0; k < m_list->topLevelItemCount(); ++k) {
        const QTreeWidgetItem* row = m_list->topLevelItem(k);
        if (row->isSelected())
            runs.push_back(
                m_folder.runs[static_cast<std::size_t>(row->data(0, kNumberRole).toInt())]);
    }
    if (runs.empty())
        return;
    QDialog::accept();
    Q_EMIT chosen(runs);
}

}  // namespace nie
