#include "app/panels/run_settings_panel.h"

#include "app/run_draft.h"
#include "widgets/forms/undo_passing.h"
#include "widgets/style/icons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QSpinBox>
#include <QThread>
#include <QToolButton>

namespace nie {

namespace {

void describe(QWidget* widget, const char* objectName, const QString& accessibleName,
              const QString& tip)
{
    widget->setObjectName(QLatin1String(objectName));
    widget->setAccessibleName(accessibleName);
    widget->setToolTip(tip);
    widget->setProperty("tip", tip);
}

}  // namespace

RunSettingsPanel::RunSettingsPanel(RunDraft& draft, std::vector<DeviceChoice> devices,
                                   QWidget* parent)
    : QWidget(parent),
      m_draft(draft),
      m_devices(std::move(devices)),
      m_seed(new QLineEdit),
      m_newSeed(new QToolButton),
      m_deterministic(new QCheckBox(tr("Deter&ministic operators only"))),
      m_device(new QComboBox),
      m_threads(new QSpinBox)
{
    setObjectName(QStringLiteral("runSettings"));
    setAccessibleName(tr("Run settings"));
    auto* rows = new QFormLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setVerticalSpacing(4);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addSeed(*rows);
    addDevice(*rows);
    describe(m_threads, "threadsBox", tr("Threads"), tr("Threads of one training"));
    m_threads->setRange(1, std::max(1, QThread::idealThreadCount()));
    connect(m_threads, &QSpinBox::valueChanged, this,
            [this](int count) { m_draft.setThreads(count); });
    rows->addRow(tr("T&hreads"), m_threads);
    passUndoOn(m_threads);
    describe(m_deterministic, "deterministicBox", tr("Deterministic"),
             tr("Refuse operators whose result may differ from run to run"));
    connect(m_deterministic, &QCheckBox::toggled, &m_draft, &RunDraft::setDeterministic);
    rows->addRow(m_deterministic);
    connect(&m_draft, &RunDraft::changed, this, &RunSettingsPanel::showDraft);
    showDraft();
}

void RunSettingsPanel::addSeed(QFormLayout& rows)
{
    describe(m_seed, "seedEdit", tr("Seed"),
             tr("Decides data, split, first weights and every random step"));
    m_seed->setValidator(
        new QRegularExpressionValidator(QRegularExpression("[0-9]{1,18}"), m_seed));
    connect(m_seed, &QLineEdit::editingFinished, this,
            [this] { m_draft.setSeed(m_seed->text().toULongLong()); });
    describe(m_newSeed, "newSeedButton", tr("New random seed"), tr("Draw a new random seed"));
    m_newSeed->setText(tr("New"));
    m_newSeed->setIcon(icon(Icon::Reset));
    m_newSeed->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_newSeed, &QToolButton::clicked, this, &RunSettingsPanel::newSeedRequested);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_seed, 1);
    row->addWidget(m_newSeed);
    auto* label = new QLabel(tr("S&eed"));
    label->setBuddy(m_seed);
    rows.addRow(label, row);
    passUndoOn(m_seed);
}

void RunSettingsPanel::addDevice(QFormLayout& rows)
{
    describe(m_device, "deviceBox", tr("Device"),
             tr("Where the run computes; free memory as it was when the window opened"));
    for (const DeviceChoice& device : m_devices) {
        QString title = QString::fromStdString(device.title);
        if (!device.unavailable.empty())
            title = tr("%1 (not available)").arg(title);
        else if (!device.memory.empty())
            title = tr("%1, %2").arg(title, QString::fromStdString(device.memory));
        m_device->addItem(title, QString::fromStdString(device.name));
    }
    // A long text must not widen the inspector; the list shows it whole.
    m_device->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_device->setMinimumContentsLength(12);
    connect(m_device, &QComboBox::activated, this, &RunSettingsPanel::chooseDevice);
    rows.addRow(tr("&Device"), m_device);
}

void RunSettingsPanel::chooseDevice(int index)
{
    const DeviceChoice& device = m_devices.at(static_cast<std::size_t>(index));
    if (device.unavailable.empty()) {
        m_draft.setDevice(device.name);
        return;
    }
    showDraft();
    Q_EMIT deviceRefused(
        tr("%1 cannot be used here: %2. The run stays on the CPU.")
            .arg(QString::fromStdString(device.title), QString::fromStdString(device.unavailable)));
}

void RunSettingsPanel::showDraft()
{
    const RunConfig& config = m_draft.config();
    const QSignalBlocker quietThreads(m_threads);
    const QSignalBlocker quietMode(m_deterministic);
    m_seed->setText(QString::number(config.seed));
    m_threads->setValue(static_cast<int>(config.threads));
    m_deterministic->setChecked(config.deterministic);
    const int device = m_device->findData(QString::fromStdString(config.device));
    m_device->setCurrentIndex(std::max(0, device));
}

void RunSettingsPanel::setLocked(bool locked)
{
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_seed, m_newSeed, m_deterministic, m_device, m_threads}) {
        widget->setEnabled(!locked);
        widget->setToolTip(locked ? tr("Decided when the run starts; stop it to change this")
                                  : widget->property("tip").toString());
    }
}

}  // namespace nie
