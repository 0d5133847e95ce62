#include "widgets/forms/options_form.h"

#include "widgets/forms/option_editor.h"
#include "widgets/forms/option_text.h"
#include "widgets/style/application_style.h"

#include <QEvent>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QVBoxLayout>

#include <map>

namespace nie {

namespace {

Json::json_pointer pointerTo(const std::string& path)
{
    std::string pointer = "/" + path;
    for (char& c : pointer)
        if (c == '.')
            c = '/';
    return Json::json_pointer(pointer);
}

std::string groupOf(const std::string& path)
{
    const auto dot = path.rfind('.');
    return dot == std::string::npos ? std::string() : path.substr(0, dot);
}

/// "solver.inner" -> "Solver, inner".
QString groupTitle(const std::string& group)
{
    QString title = optionLabel(group);
    return title.replace(QStringLiteral("."), QStringLiteral(", "));
}

}  // namespace

class OptionsForm::Private {
public:
    explicit Private(OptionsForm* owner) : q(owner) {}

    QFormLayout* formOf(const std::string& group);
    void addRow(const OptionDescription& option);
    void lock(OptionEditor& editor) const;
    void changed(OptionEditor& editor);

    OptionsForm* q;
    QVBoxLayout* column = nullptr;
    QWidget* body = nullptr;
    std::map<std::string, QFormLayout*> forms;
    std::vector<OptionEditor*> editors;
    Json section = Json::object();
    State state = State::Idle;
};

OptionsForm::OptionsForm(QWidget* parent) : QWidget(parent), m_d(std::make_unique<Private>(this))
{
    setObjectName("options");
    setAccessibleName(tr("Options"));
    m_d->column = new QVBoxLayout(this);
    m_d->column->setContentsMargins(0, 0, 0, 0);
}

OptionsForm::~OptionsForm() = default;

void OptionsForm::setOptions(const std::vector<OptionDescription>& options, const Json& section)
{
    delete m_d->body;
    m_d->forms.clear();
    m_d->editors.clear();
    m_d->body = new QWidget(this);
    auto* column = new QVBoxLayout(m_d->body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    for (const OptionDescription& option : options)
        m_d->addRow(option);
    m_d->column->addWidget(m_d->body);
    setSection(section);
}

void OptionsForm::setSection(const Json& section)
{
    m_d->section = section.is_object() ? section : Json::object();
    for (OptionEditor* editor : m_d->editors) {
        const auto pointer = pointerTo(editor->option().path);
        const Json& value = m_d->section.contains(pointer) ? m_d->section.at(pointer)
                                                           : editor->option().defaultValue;
        editor->setValue(value);
        m_d->section[pointer] = editor->value();
    }
}

Json OptionsForm::section() const
{
    return m_d->section;
}

void OptionsForm::setState(State state)
{
    m_d->state = state;
    for (OptionEditor* editor : m_d->editors)
        m_d->lock(*editor);
}

OptionsForm::State OptionsForm::state() const
{
    return m_d->state;
}

std::vector<std::string> OptionsForm::invalidPaths() const
{
    std::vector<std::string> paths;
    for (const OptionEditor* editor : m_d->editors)
        if (!editor->isValid())
            paths.push_back(editor->option().path);
    return paths;
}

void OptionsForm::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        update();
}

QFormLayout* OptionsForm::Private::formOf(const std::string& group)
{
    if (const auto known = forms.find(group); known != forms.end())
        return known->second;
    QWidget* holder = nullptr;
    if (group.empty()) {
        holder = new QWidget(body);
    } else {
        auto* box = new QGroupBox(groupTitle(group), body);
        box->setObjectName(QString("group.%1").arg(QString::fromStdString(group)));
        box->setFlat(true);
        holder = box;
    }
    auto* form = new QFormLayout(holder);
    form->setContentsMargins(0, group.empty() ? 0 : 4, 0, 0);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(4);
    form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    body->layout()->addWidget(holder);
    forms[group] = form;
    return form;
}

void OptionsForm::Private::addRow(const OptionDescription& option)
{
    auto* editor = new OptionEditor(option, body);
    auto* label = new QLabel(optionLabel(option.path.substr(option.path.rfind('.') + 1)), body);
    label->setBuddy(editor->editor());
    label->setToolTip(editor->toolTip());
    label->setMinimumHeight(28);
    formOf(groupOf(option.path))->addRow(label, editor);
    editors.push_back(editor);
    lock(*editor);
    QObject::connect(editor, &OptionEditor::valueChanged, q, [this, editor] { changed(*editor); });
}

void OptionsForm::Private::lock(OptionEditor& editor) const
{
    const Changeable when = editor.option().info.changeable;
    QString reason;
    if (state == State::Running && when == Changeable::WhilePaused)
        reason = tr("Pause the training to change this.");
    else if (state != State::Idle && when == Changeable::BeforeStart)
        reason = tr("Fixed while a training exists; it can be changed before the start.");
    editor.setLocked(reason);
}

void OptionsForm::Private::changed(OptionEditor& editor)
{
    section[pointerTo(editor.option().path)] = editor.value();
    Q_EMIT q->optionChanged(editor.option().path, editor.value());
    Q_EMIT q->sectionChanged(section);
}

}  // namespace nie
