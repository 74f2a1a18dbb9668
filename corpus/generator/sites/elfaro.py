"""El Faro del Sur (Spanish): a small paper's own system that writes no metadata at all. What is known stands in the visible text: a byline,
a printed date behind the place, the section in the path of links above the headline. The feed alone knows the time and its zone."""

from ..feed import rss
from ..page import Page, clock, esc, links, long_day, teaser_text

HOST, LANGUAGE, NAME = "elfarodelsur.example", "es", "El Faro del Sur"
SHOWS_STANDFIRST = True
HOURS = {"2024-09-12": "T08:15", "2025-01-30": "T13:40"}  # of articles that print none
SECTIONS = ["Portada", "Local", "Economía", "Cultura", "Deportes", "Opinión"]


def head(title):
    return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>{esc(title)}</title>
<link href="/css/faro.css" rel="stylesheet">
</head>
<body>
<div class="cabecera"><div class="logo"><a href="/">{NAME}</a></div><div class="lema">Diario independiente de Puerto Lirio y su comarca</div>
<ul class="menu">{links([(s, f"/{s.lower()}/") for s in SECTIONS])}</ul></div>
<div class="contenido">
"""


FOOT = f"""</div>
<div class="pie"><p>{NAME} · Calle de la Aduana, 4 · Puerto Lirio</p><ul>{links([("Aviso legal", "/aviso-legal"), ("Política de cookies", "/cookies"), ("Quiénes somos", "/quienes-somos"), ("Publicidad", "/publicidad")])}</ul></div>
<div class="aviso-cookies">Utilizamos cookies propias y de terceros para mejorar nuestros servicios. Si continúa navegando, consideramos que acepta su uso. <a href="#ok">Aceptar</a></div>
</body>
</html>
"""


def block(b):
    text = esc(b.text)
    if b.kind == "head":
        return f"<h3>{text}</h3>"
    if b.kind == "quote":
        return f'<div class="destacado"><p>{text}</p>' + (f"<p>{esc(b.cite)}</p>" if b.cite else "") + "</div>"
    if b.kind == "caption":
        return f'<div class="foto"><img src="/fotos/1.jpg" alt=""><div class="pie-foto">{text} / {NAME}</div></div>'
    if b.kind == "related":
        return f'<div class="relacionada"><a href="/local/otra.html">Noticia relacionada: {text}</a></div>'
    if b.kind == "ad":
        return '<div class="publi">PUBLICIDAD</div>'
    return f"<p>{text}</p>"


def article(a, articles):
    others = [o for o in articles if o is not a]
    return head(f"{a.title} - {NAME}") + f"""<div class="migas"><a href="/">Portada</a> &gt; <a href="/{a.section.lower()}/">{a.section}</a></div>
<div class="noticia">
<h1>{esc(a.title)}</h1>
<h2 class="entradilla">{esc(a.standfirst)}</h2>
<div class="firma">Por <b>{esc(" y ".join(a.authors))}</b></div>
<div class="fecha">Puerto Lirio, {long_day(a.published, "es")}{" - " + clock(a.published) + " h" if "T" in a.published else ""}</div>
<div class="redes"><a href="#f">Facebook</a> <a href="#w">WhatsApp</a> <a href="#i">Imprimir</a></div>
<div class="texto">
{chr(10).join(block(b) for b in a.blocks)}
</div>
</div>
<div class="comentarios"><h4>2 comentarios</h4><div class="comentario"><b>Paquita L.</b> <i>hace 3 días</i><p>Ya era hora, que llevamos años pidiéndolo en el barrio y nadie nos hacía caso.</p></div>
<div class="comentario"><b>marinero_jubilado</b> <i>hace 4 días</i><p>A ver si es verdad y no se queda en promesa, como siempre pasa por aquí.</p></div></div>
<div class="lateral"><h4>Lo más leído</h4><ol>{links([(o.title, "/" + o.path) for o in others])}</ol>
<h4>El tiempo</h4><p>Puerto Lirio: 24 grados, viento de levante flojo.</p></div>
""" + FOOT


def told(a):
    """When the feed says that an article was published."""
    moment = a.published if "T" in a.published else a.published + HOURS[a.published]
    return moment + (":00+01:00" if moment[5:7] in ("11", "12", "01", "02", "03") else ":00+02:00")


def feed(articles):
    newest_first = sorted(articles, key=told, reverse=True)
    return "rss/index.html", "application/rss+xml", rss(HOST, "rss/", NAME, LANGUAGE, [(a, told(a)) for a in newest_first])


def extras(articles):
    items = "".join(f'<div class="noticia-breve"><h2><a href="/{a.path}">{esc(a.title)}</a></h2><p>{esc(teaser_text(a, 20))} <a href="/{a.path}">Leer más</a></p></div>' for a in articles)
    yield Page("index.html", "home", head(f"{NAME} - Noticias de Puerto Lirio") + items + f'<div class="lateral"><h4>Lo más leído</h4><ol>{links([(a.title, "/" + a.path) for a in articles])}</ol></div>' + FOOT)
    yield Page("usuarios/entrar.html", "login", head(f"Iniciar sesión - {NAME}") + """<h1>Iniciar sesión</h1><form action="/usuarios/entrar" method="post">
<label>Correo electrónico</label><input type="email" name="correo"><label>Contraseña</label><input type="password" name="clave"><button>Entrar</button></form>
<p><a href="/usuarios/olvido">¿Ha olvidado su contraseña?</a> · <a href="/usuarios/alta">Crear una cuenta</a></p>""" + FOOT)
